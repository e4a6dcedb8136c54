"""Domain values in, charts out."""
