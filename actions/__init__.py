"""What happens to a case: the actions of the dialogue, the back office, and its client."""
