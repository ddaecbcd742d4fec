"""The back office's API, one module per noun."""
