"""Whether what was said instead of an answer leads away from the review, or only beside it. Pure."""

from enum import StrEnum

from actions.dialogue.review_flow.draft import Ask, Draft
from actions.dialogue.review_flow.wordings import ReviewWordings, heard
from actions.dialogue.service_flow.reading import is_question
from actions.dialogue.turn import Turn


class Stance(StrEnum):
    """`STAYS`: it was meant for the review. `WAITS`: a person comes in between, and it goes on afterwards."""

    STAYS = "stays"
    BESIDE = "beside"
    WAITS = "waits"
    LEAVES = "leaves"


FOR_A_PERSON = frozenset({"request_handoff", "ask_hotline", "leave_queue", "handed_back"})
_POLICY = "ask_policy"
_SMALL_TALK = frozenset({"greet", "thank", "ask_identity", "ask_capability"})
_OTHER_REVIEWS = frozenset({"change_review", "rate_fix"})
"""In the middle of a review “改成满意” is of this one; before its level is given, of an earlier one."""
_OURS = frozenset(
    {
        "nlu_fallback",
        "give_review",
        "change_review",
        "rate_fix",
        "acknowledge",
        "express_displeasure",
        "chitchat",
        "leave_flow",
        "answer_step",
    }
)
"""What may be meant for the review: its own wishes, and what the classifier makes of an answer."""


def stance_of(turn: Turn, draft: Draft) -> Stance:
    """Before a level is given, whatever is no answer leaves: nobody is led back to it."""
    if draft.asks == Ask.COMMENT:
        return _beside_a_comment(turn)
    if turn.intent in FOR_A_PERSON:
        return Stance.WAITS
    if turn.intent in _OTHER_REVIEWS and Ask.LEVEL not in draft.done:
        return Stance.LEAVES
    if is_question(turn.text) or turn.intent in _SMALL_TALK or turn.intent == _POLICY:
        return Stance.BESIDE if Ask.LEVEL in draft.done else Stance.LEAVES
    return Stance.STAYS if turn.intent in _OURS else Stance.LEAVES


def _beside_a_comment(turn: Turn) -> Stance:
    """Whatever is written could be the comment: “为什么要跑三趟？” complains and asks nothing."""
    wordings, said = ReviewWordings.load(), heard(turn.text)
    if turn.intent == "request_handoff":
        return Stance.WAITS
    if turn.intent in _SMALL_TALK and wordings.whole("small_talk", said):
        return Stance.BESIDE
    asks = turn.intent == _POLICY and is_question(turn.text) and not wordings.within("rhetorical", said)
    return Stance.BESIDE if asks else Stance.STAYS
