"""What we may say, and on whose authority."""
