"""The reference back office: a real service with a real database, replaceable behind the same API."""
