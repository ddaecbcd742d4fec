"""How good the assistant is: questions with known answers, load, reports. Talks to a running system."""
