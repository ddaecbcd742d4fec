"""Who may come in: accounts, and who is signed in where."""
