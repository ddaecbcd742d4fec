"""Who works here: accounts, sessions, passwords, and the office's own sign-in."""
