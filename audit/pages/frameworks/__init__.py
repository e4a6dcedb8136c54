"""What an audit asks, as data."""
