"""What the engine takes citizens' words for: intents over utterances that no training file holds."""
