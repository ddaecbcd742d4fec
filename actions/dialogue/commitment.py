"""Applying, with a commitment or without: not possible here yet."""

from actions.dialogue.signpost import Signpost


class Commitment(Signpost):
    action_name = "action_commitment"
    topic = "commitment"
