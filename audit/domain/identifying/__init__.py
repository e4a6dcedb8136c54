"""What in a text may tell who is meant."""
