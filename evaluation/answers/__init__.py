"""Asks every question through the gateway, keeps what was said, and scores it (again, if need be) offline."""
