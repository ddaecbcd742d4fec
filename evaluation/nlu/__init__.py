"""What the engine takes citizens' words for: intents and what is named, over utterances never trained on."""
