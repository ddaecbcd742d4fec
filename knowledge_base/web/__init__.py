"""The knowledge service over HTTP, for our own services and scripts."""
