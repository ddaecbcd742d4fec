"""Rating a service, praise, suggestions: cannot be taken in here yet."""

from actions.dialogue.signpost import Signpost


class Review(Signpost):
    action_name = "action_review"
    topic = "review"
