"""What is written; nothing here commits."""
