"""How well the right passage is found: our search, its two halves and a naive one, side by side."""
