"""Where conversations are kept: tables, their migrations, and the repository."""
