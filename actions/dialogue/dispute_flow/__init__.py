"""The way through a labour dispute: the next rung, until when, what to bring, a draft for mediation."""
