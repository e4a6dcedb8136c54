"""What is read; every query that reads ratings asks whose eyes it is read with."""
