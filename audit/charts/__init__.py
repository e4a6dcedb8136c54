"""Domain values in, charts out: a figure, the words that say the same, and its table, made together."""
