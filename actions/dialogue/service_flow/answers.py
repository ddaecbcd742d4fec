"""What an answer to a step is, whether a button carries it or words do. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from actions.dialogue.service_flow.reading import bare, is_question, one_of, plain, yes_or_no
from actions.dialogue.service_flow.steps import Step, StepKind, field_of, material_of
from actions.dialogue.service_flow.texts import FlowTexts
from actions.dialogue.service_flow.wordings import Wordings
from actions.errors import AnswerInvalid
from actions.rules.eligibility import YesNo
from actions.rules.field_values import normalise
from actions.wire.applications import Application, MaterialChoice, MergedMaterial
from actions.wire.catalogue import FieldKind


class Say(StrEnum):
    """What buttons say, beside the values of fields, the choices of materials, yes and no."""

    NEXT = "next"
    REST = "rest"
    PROMISE = "promise"
    ORDINARY = "ordinary"
    NONE = "none"
    SKIP = "skip"
    CONFIRM = "confirm"
    CHANGE = "change"
    DROP = "drop"
    SIGN = "sign"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Said:
    """`guardian_of`: for whom a guardian signs."""

    value: str
    guardian_of: str | None = None


@dataclass(frozen=True)
class Problem:
    """A value that the field cannot take: what is wrong with it, with an example."""

    text: str


@dataclass(frozen=True)
class Given:
    """What is written into the draft."""

    answers: dict[str, str | None] = field(default_factory=dict)
    materials: dict[str, MaterialChoice] = field(default_factory=dict)
    commitment: bool | None = None

    def on(self, application: Application) -> Application:
        """The draft as it will be then."""
        changes: dict[str, Any] = {
            "answers": {**application.answers, **{code: v for code, v in self.answers.items() if v}},
            "materials": {**application.materials, **self.materials},
        }
        if self.commitment is not None:
            changes["commitment"] = self.commitment
        return application.model_copy(update=changes)


def given_by(step: Step, value: str) -> Given | None:
    """None for an answer that is no content of the form, such as “next”."""
    match step.kind, value:
        case StepKind.QUESTION, (YesNo.YES | YesNo.NO):
            return Given(answers={step.code: value})
        case (StepKind.MODE, (Say.PROMISE | Say.ORDINARY)) | (
            (StepKind.ORDINARY | StepKind.PROMISE),
            Say.ORDINARY,
        ):
            return Given(commitment=value == Say.PROMISE)
        case StepKind.MATERIAL, (MaterialChoice.HANDED_IN | MaterialChoice.LATER):
            return Given(materials={step.code: MaterialChoice(value)})
        case StepKind.FIELD, _ if value != Say.SKIP:
            return Given(answers={step.code: value})
        case _:
            return None


def material_ways(material: MergedMaterial, texts: FlowTexts) -> dict[str, str]:
    """What can be said about a material, by the words of its button."""
    ways = {texts.material_handed_in_button: MaterialChoice.HANDED_IN.value}
    if days := material.deferrable_working_days:
        ways[texts.material_later_button.format(days=days)] = MaterialChoice.LATER.value
    return {**ways, texts.material_none_button: Say.NONE.value}


def read(
    step: Step, application: Application, text: str, *, today: date, texts: FlowTexts
) -> Said | Problem | None:
    """None where the words are no answer to this step."""
    readers: dict[StepKind, Callable[[], Said | Problem | None]] = {
        StepKind.QUESTION: lambda: _read_question(step, application, text),
        StepKind.FIELD: lambda: _read_field(step, application, text, today=today, texts=texts),
        StepKind.MATERIAL: lambda: _read_material(material_of(application, step.code), text, texts),
        StepKind.MODE: lambda: _read_mode(text, texts),
        StepKind.PROMISE: lambda: _read_promise(text),
        StepKind.UNMET: lambda: _hinted(_UNMET_HINTS, text),
    }
    return readers.get(step.kind, lambda: _read_words(step, text))()


def _read_words(step: Step, text: str) -> Said | None:
    wordings, said = Wordings.load(), bare(text)
    answers = _ANSWERS.get(step.kind, {})
    return next((Said(value) for name, value in answers.items() if wordings.answers_as(name, said)), None)


def _read_question(step: Step, application: Application, text: str) -> Said | None:
    question = next(one.question for one in application.form.conditions if one.code == step.code)
    answer = yes_or_no(text, question=question)
    return None if answer is None else Said(YesNo.YES if answer else YesNo.NO)


def _read_field(
    step: Step, application: Application, text: str, *, today: date, texts: FlowTexts
) -> Said | Problem | None:
    form_field = field_of(application, step.code)
    if form_field.kind in _WITH_WORDS_AROUND and is_question(text) and text not in form_field.choices:
        return None
    if Wordings.load().answers_as("skip", bare(text)):
        return Problem(texts.field_required) if form_field.required else Said(Say.SKIP)
    chosen = form_field.kind is FieldKind.CHOICE
    try:
        return Said(normalise(form_field, plain(text) if chosen else text, today=today))
    except AnswerInvalid as wrong:
        return Problem(wrong.message)


def _read_material(material: MergedMaterial, text: str, texts: FlowTexts) -> Said | None:
    ways = material_ways(material, texts)
    place = one_of(text, [*ways])
    if place is not None:
        return Said([*ways.values()][place])
    possible = {name: value for name, value in _MATERIAL_HINTS.items() if value in ways.values()}
    return _hinted(possible, text)


def _read_mode(text: str, texts: FlowTexts) -> Said | None:
    place = one_of(text, [texts.mode_promise_button, texts.mode_ordinary_button])
    return _hinted(_MODE_HINTS, text) if place is None else Said((Say.PROMISE, Say.ORDINARY)[place])


def _read_promise(text: str) -> Said | None:
    """Only who says that they promise has signed: “好” is too little."""
    wordings, said = Wordings.load(), bare(text)
    if match := wordings.answers["sign_as_guardian"].fullmatch(said):
        return Said(Say.SIGN, guardian_of=match["ward"])
    if wordings.answers_as("sign", said):
        return Said(Say.SIGN)
    return _hinted({"unsign": Say.ORDINARY.value}, text)


def _hinted(hints: Mapping[str, str], text: str) -> Said | None:
    """A question is none of them: “承诺有什么后果” chooses nothing."""
    said = bare(text)
    if is_question(text):
        return None
    return next((Said(value) for name, value in hints.items() if Wordings.load().hints_at(name, said)), None)


# What is read out of a sentence, so that a question could hold it too.
_WITH_WORDS_AROUND = frozenset({FieldKind.CHOICE, FieldKind.DATE, FieldKind.AMOUNT})
# By the names in wordings.yml, in the order in which they are tried.
_MATERIAL_HINTS = {
    "later": MaterialChoice.LATER.value,
    "missing": Say.NONE.value,
    "at_hand": MaterialChoice.HANDED_IN.value,
}
_MODE_HINTS = {"no_promise": Say.ORDINARY.value, "promise": Say.PROMISE.value}
_UNMET_HINTS = {"drop": Say.DROP.value, "mistaken": Say.CHANGE.value}
_ANSWERS: dict[StepKind, dict[str, str]] = {
    StepKind.NOTICE: {"rest": Say.REST, "next": Say.NEXT},
    StepKind.SUMMARY: {"confirm": Say.CONFIRM, "object": YesNo.NO},
    StepKind.ORDINARY: {"ordinary": Say.ORDINARY, "decline": YesNo.NO},
    StepKind.RESTART: {"agree": YesNo.YES, "decline": YesNo.NO},
    StepKind.SIGN_IN: {"signed_in": Say.SIGNED_IN},
}
