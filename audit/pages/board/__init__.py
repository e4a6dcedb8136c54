"""A round told to people who were not in the room."""
