"""Whole conversations over HTTP: what every turn must do; right are those whose turns all are."""
