"""Lists of names, places and ordinary words."""
