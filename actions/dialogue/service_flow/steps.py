"""Which step of an application comes next. Pure: reads the draft as the back office gives it.

The draft says what is done. Its `step` is the mark of where the citizen was led last, which may be a step
that is done already: one that is looked at again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from actions.rules.eligibility import unmet
from actions.rules.materials import is_possible
from actions.wire.applications import Application, MaterialChoice, MergedMaterial
from actions.wire.catalogue import FormField, Mode

_AGAIN = "~"


class StepKind(StrEnum):
    """In the order in which they come."""

    RESTART = "restart"
    QUESTION = "question"
    UNMET = "unmet"
    NOTICE = "notice"
    MODE = "mode"
    ORDINARY = "ordinary"
    SIGN_IN = "sign_in"
    MATERIAL = "material"
    FIELD = "field"
    SUMMARY = "summary"
    PROMISE = "promise"


@dataclass(frozen=True)
class Step:
    """`code` is that of the condition, material or field; `page` that of the notice, from 0.

    `again`: looked at once more, so that afterwards everything filled in before is not asked again.
    """

    kind: StepKind
    code: str = ""
    page: int = 0
    again: bool = False

    @property
    def mark(self) -> str:
        return f"{self.kind}:{self.code or self.page or ''}{_AGAIN if self.again else ''}"

    @property
    def place(self) -> tuple[StepKind, str]:
        return self.kind, self.code

    @staticmethod
    def of(mark: str) -> "Step | None":
        """None where nothing is marked, or nothing that we know."""
        kind, _, rest = mark.removesuffix(_AGAIN).partition(":")
        if kind not in {known.value for known in StepKind}:
            return None
        again = mark.endswith(_AGAIN)
        if kind == StepKind.NOTICE:
            return Step(StepKind.NOTICE, page=int(rest) if rest.isdigit() else 0, again=again)
        return Step(StepKind(kind), code=rest, again=again)


def current(application: Application) -> Step:
    """The step that waits for an answer."""
    marked = Step.of(application.step)
    if marked and marked.kind is StepKind.RESTART:
        return marked
    excluded = unmet(application.form.conditions, application.answers)
    if excluded and not (marked and marked.kind is StepKind.QUESTION and marked.again):
        return Step(StepKind.UNMET, excluded[0].code)
    steps = sequence(application)
    if marked and marked.kind is StepKind.SIGN_IN and application.signed_in:
        return next(step for step in steps if not is_done(application, step))
    if marked is None or marked.place not in [step.place for step in steps]:
        return _first_open(application, steps)
    return next(_missing(application, steps, marked), marked)


def after(application: Application, step: Step) -> Step:
    """Where an answer leads that the draft holds already. What was skipped before stays skipped."""
    steps = sequence(application)
    if unmet(application.form.conditions, application.answers):
        return Step(StepKind.UNMET, unmet(application.form.conditions, application.answers)[0].code)
    if step.again or step.place not in [each.place for each in steps]:
        return _first_open(application, steps)
    later = steps[_position(steps, step) + 1 :]
    following = next((each for each in later if not is_done(application, each)), None)
    if following is None or following.kind is StepKind.SUMMARY:
        return _first_open(application, steps)
    return following


def before(application: Application, step: Step) -> Step | None:
    """The step before this one; None before the first."""
    if step.kind is StepKind.UNMET:
        return Step(StepKind.QUESTION, step.code, again=True)
    if step.kind is StepKind.NOTICE and step.page:
        return replace(step, page=step.page - 1)
    steps = [each for each in sequence(application) if each.kind is not StepKind.SIGN_IN]
    places = [each.place for each in steps]
    if step.kind is StepKind.SIGN_IN:
        passed = [each for each in steps if is_done(application, each)]
        return replace(passed[-1], again=True) if passed else None
    if step.place not in places or not places.index(step.place):
        return None
    earlier = steps[places.index(step.place) - 1]
    return replace(earlier, again=earlier.kind is StepKind.QUESTION)


def sequence(application: Application) -> list[Step]:
    """All steps of the application as far as it is known now."""
    steps = [Step(StepKind.QUESTION, condition.code) for condition in application.form.conditions]
    if _may_promise(application):
        steps += [Step(StepKind.NOTICE), Step(StepKind.MODE)]
    elif promise_is_refused(application):
        steps.append(Step(StepKind.ORDINARY))
    if not application.signed_in:
        steps.append(Step(StepKind.SIGN_IN))
    steps += [Step(StepKind.MATERIAL, material.code) for material in asked_materials(application)]
    steps += [Step(StepKind.FIELD, field.code) for field in application.form.fields]
    steps.append(Step(StepKind.SUMMARY))
    return [*steps, Step(StepKind.PROMISE)] if is_promising(application) else steps


def is_done(application: Application, step: Step) -> bool:
    match step.kind:
        case StepKind.QUESTION | StepKind.FIELD:
            return step.code in application.answers
        case StepKind.NOTICE | StepKind.MODE:
            return application.commitment is not None
        case StepKind.ORDINARY:
            return application.commitment is False
        case StepKind.SIGN_IN:
            return application.signed_in
        case StepKind.MATERIAL:
            return _is_settled(application, step.code)
        case _:
            return False


def is_promising(application: Application) -> bool:
    """The commitment is chosen, and nothing stands against it."""
    return application.commitment is True and _may_promise(application)


def promise_is_refused(application: Application) -> bool:
    """An item could be done by commitment, but not by this person."""
    return _has_commitment(application) and not _may_promise(application)


def asked_materials(application: Application) -> list[MergedMaterial]:
    """What the citizen has to say something about: required, not held by an authority, not promised."""
    promising = is_promising(application)
    return [
        material
        for material in application.form.materials
        if material.required and not material.held_by and not (promising and material.promise_allowed)
    ]


def field_of(application: Application, code: str) -> FormField:
    return next(field for field in application.form.fields if field.code == code)


def material_of(application: Application, code: str) -> MergedMaterial:
    return next(material for material in application.form.materials if material.code == code)


def _has_commitment(application: Application) -> bool:
    return any(Mode.COMMITMENT in item.modes and item.commitment for item in application.items)


def _may_promise(application: Application) -> bool:
    if application.form.commitment_offered:
        return True
    unknown = not application.signed_in and application.form.commitment_refused is None
    return unknown and _has_commitment(application)


def _is_settled(application: Application, code: str) -> bool:
    choice = application.materials.get(code)
    if choice is None or choice is MaterialChoice.PROMISED:
        return False
    return is_possible(material_of(application, code), choice, promising=False)


def _is_needed(application: Application, step: Step) -> bool:
    return step.kind is not StepKind.FIELD or field_of(application, step.code).required


def _first_open(application: Application, steps: list[Step]) -> Step:
    return next(
        step
        for step in steps
        if step.kind is StepKind.SUMMARY or (not is_done(application, step) and _is_needed(application, step))
    )


def _missing(application: Application, steps: list[Step], marked: Step) -> Iterator[Step]:
    """What must be done before the marked step: the mark may be older than the draft."""
    needed = _GATES if marked.kind in _PARTS else frozenset(StepKind)
    for step in steps[: _position(steps, marked)]:
        read_just_now = step.kind is StepKind.NOTICE and marked.kind is StepKind.MODE
        if step.kind not in needed or step.kind is StepKind.SUMMARY or read_just_now:
            continue
        if _is_needed(application, step) and not is_done(application, step):
            yield step


def _position(steps: list[Step], step: Step) -> int:
    return [each.place for each in steps].index(step.place)


_GATES = frozenset({StepKind.QUESTION, StepKind.NOTICE, StepKind.ORDINARY, StepKind.SIGN_IN})
_PARTS = frozenset({StepKind.QUESTION, StepKind.NOTICE, StepKind.MODE, StepKind.MATERIAL, StepKind.FIELD})
"""Before a part of the form only the gates must be passed; before summary and promise, everything needed."""
