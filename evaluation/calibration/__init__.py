"""Fits the judge: how likely the passages found answer a question, and where to draw the line."""
