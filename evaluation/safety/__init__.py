"""Whether attacks are held, danger is found, and nobody else is alarmed or turned away."""
