"""What could be shown to inspectors, and what is missing."""
