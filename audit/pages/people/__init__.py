"""Who may do what, and how somebody is reached."""
