"""The partnership's own lists, kept in its data folder."""
