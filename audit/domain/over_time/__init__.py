"""What changed since, and what comes next."""
