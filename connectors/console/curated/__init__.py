"""Points beside the official text, suggestions, the validity watch, and the archive."""
