"""What a file must be like to be kept."""
