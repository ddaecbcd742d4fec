"""When a person is needed: the queue, the agents at their desk, what they say, and the way back."""
