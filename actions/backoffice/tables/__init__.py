"""The back office's tables, one module per subject."""
