"""A published letter, an inspection that was notified, and its days."""
