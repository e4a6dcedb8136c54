"""A round as a file, out and back in."""
