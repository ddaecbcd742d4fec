"""The way in: signing in and out, one's own password, and what waits for whoever has come in."""
