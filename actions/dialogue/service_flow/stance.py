"""Whether what was said instead of an answer leads away from the form, or only beside it."""

from collections.abc import Sequence
from enum import StrEnum

from actions.dialogue.service_flow.reading import bare, is_question, is_wish
from actions.dialogue.service_flow.steps import Step, StepKind, field_of
from actions.dialogue.service_flow.wordings import Wordings
from actions.dialogue.turn import Turn
from actions.wire.applications import Application
from actions.wire.catalogue import FieldKind


class Stance(StrEnum):
    """`STAYS`: it was meant as an answer, and is none. `WAITS`: unsaid, while a person is called."""

    STAYS = "stays"
    BESIDE = "beside"
    WAITS = "waits"
    LEAVES = "leaves"


# Another wish. Of these, only what is said as one leads away.
_WISHES = frozenset(
    {"apply_for_service", "start_life_event", "file_report", "book_appointment", "withdraw_case"}
)
_PERSON = "request_handoff"
_POLICY = "ask_policy"
FOR_THE_FORM = frozenset(
    {_POLICY, "nlu_fallback", "acknowledge", "answer_step", "continue_flow", "leave_flow", "signed_in"}
)
"""What may be meant for the form: its own intents, and what the classifier makes of an answer."""

_OWN_THINGS = frozenset({"ask_progress", "ask_appointments", "ask_benefits"})
_WRITTEN = frozenset({FieldKind.TEXT, FieldKind.NAME, FieldKind.ADDRESS})
_CHOSEN = frozenset({StepKind.QUESTION, StepKind.MATERIAL, StepKind.UNMET})


def takes_any_words(application: Application, step: Step) -> bool:
    """A field of free text: whatever is written could be its value."""
    return step.kind is StepKind.FIELD and field_of(application, step.code).kind in _WRITTEN


def stance_of(turn: Turn, application: Application, step: Step, *, spoken_of: Sequence[str]) -> Stance:
    """`spoken_of`: the codes of the items and occasions that are named."""
    intent = turn.intent
    if intent == _PERSON:
        return Stance.WAITS
    if intent in _WISHES:
        return _of_wish(turn, application, spoken_of)
    if takes_any_words(application, step):
        return _of_any_words(turn)
    if intent not in FOR_THE_FORM or is_question(turn.text):
        return Stance.BESIDE
    if intent == _POLICY and not _could_answer(turn, application, step):
        return Stance.BESIDE
    return Stance.STAYS


def stance_of_button(turn: Turn, application: Application) -> Stance:
    """A button from before, or of an answer given in between."""
    if turn.intent == _PERSON:
        return Stance.WAITS
    if turn.intent in _WISHES:
        ours = {*(item.code for item in application.items), application.life_event}
        pressed = turn.value("item") or turn.value("event")
        return Stance.STAYS if pressed in ours else Stance.LEAVES
    if turn.intent == "continue_flow" and turn.value("value") not in (None, application.id):
        return Stance.LEAVES
    return Stance.STAYS if turn.intent in FOR_THE_FORM else Stance.BESIDE


def _of_wish(turn: Turn, application: Application, spoken_of: Sequence[str]) -> Stance:
    """“帮我办吧” about the form that is open, or “我失业了” to one of its questions, does not leave it."""
    ours = {*(item.code for item in application.items), application.life_event}
    about_items = turn.intent in ("apply_for_service", "start_life_event")
    if is_question(turn.text):
        return Stance.BESIDE
    if not is_wish(turn.text) or (about_items and (not spoken_of or ours & set(spoken_of))):
        return Stance.STAYS
    return Stance.LEAVES


def _of_any_words(turn: Turn) -> Stance:
    """A name may look like a greeting to the classifier, an address like a district: the words decide."""
    wordings, said = Wordings.load(), bare(turn.text)
    asks_for_own = turn.intent in _OWN_THINGS and wordings.hints_at("mine", said)
    if asks_for_own or is_question(turn.text) or wordings.answers_as("small_talk", said):
        return Stance.BESIDE
    return Stance.STAYS


def _could_answer(turn: Turn, application: Application, step: Step) -> bool:
    """Words that the classifier takes for a policy question although they answer."""
    if step.kind in _CHOSEN:
        return True
    chosen = step.kind is StepKind.FIELD and field_of(application, step.code).kind is FieldKind.CHOICE
    return chosen or any(letter.isdigit() for letter in turn.text)
