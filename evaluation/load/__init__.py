"""How fast a turn is, and how many at once: the bench against bare Rasa, and Locust."""
