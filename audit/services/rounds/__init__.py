"""What is audited, by whom, and which children were chosen."""
