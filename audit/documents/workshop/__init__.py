"""From blind ratings to agreed judgements."""
