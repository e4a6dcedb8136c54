"""An agency's own view of a case, given alone."""
