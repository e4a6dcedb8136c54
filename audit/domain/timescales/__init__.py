"""When things happened for a child, and what each rule says of it."""
