"""PowerPoint: slides, and the council's own look."""
