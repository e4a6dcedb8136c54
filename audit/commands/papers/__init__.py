"""Papers on the command line."""
