"""What was asked, what was answered, and what people made of it."""
