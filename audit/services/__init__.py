"""What people do: one module a step, one function an act."""
