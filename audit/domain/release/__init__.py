"""The way out: what may leave the audit group."""
