"""What is done about findings, until children are better off."""
