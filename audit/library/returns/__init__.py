"""Data returns and other tables of children, in."""
