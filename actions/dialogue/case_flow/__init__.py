"""A citizen's own cases: where they stand, and what can still be done about them."""
