"""What the judgements show, gathered by theme."""
