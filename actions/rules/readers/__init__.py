"""Readers of what people write, one module per kind of value. Each returns the one form that is kept."""
