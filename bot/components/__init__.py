"""Custom parts of the Rasa pipeline. They import Rasa and the standard library only."""
