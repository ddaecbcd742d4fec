"""A package of services for one occasion: cannot be applied for here yet."""

from actions.dialogue.signpost import Signpost


class LifeEvent(Signpost):
    action_name = "action_life_event"
    topic = "life_event"
