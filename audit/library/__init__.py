"""What comes from outside, in: read, checked, and named by file, item and field when wrong."""
