"""How help came to one child, and who is around them."""
