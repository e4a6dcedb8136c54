"""Word: the pieces of a document, and the council's own look."""
