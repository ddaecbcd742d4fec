"""What the citizen's words mean: the Rasa project, its host process, and the client that talks to it."""
