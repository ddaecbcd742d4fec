"""The actions that Rasa runs, one module per topic."""
