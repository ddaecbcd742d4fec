"""What citizens asked: questions without a good answer, what was found wrong, and the figures."""
