"""What can be done without a screen: one module a noun, each with its own `app`."""
