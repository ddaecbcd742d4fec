"""Carries out what steers the form: back, change, keep, discard, begin anew, look at it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from actions.dialogue.service_flow.answers import Given, Problem, Said, given_by, read
from actions.dialogue.service_flow.commands import Command, Steering
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.reading import bare
from actions.dialogue.service_flow.steps import Step, StepKind, after, asked_materials, before, current
from actions.dialogue.service_flow.telling import Teller
from actions.dialogue.service_flow.wordings import Wordings
from actions.dialogue.turn import Outcome, Turn
from actions.wire.applications import Application


@dataclass(frozen=True)
class SteeringWheel:
    drafts: Drafts
    teller: Teller
    today: Callable[[], date]

    def understands(self, application: Application, step: Step, found: Command) -> bool:
        """“改手机号” is a command where there is such a field; elsewhere it may be a name or an address."""
        if found.steering is not Steering.CHANGE:
            return True
        return step.kind is StepKind.SUMMARY or self._target(application, found.what) is not None

    async def steer(self, turn: Turn, application: Application, step: Step, found: Command) -> Outcome:
        doers: dict[Steering, Callable[[], Awaitable[Outcome]]] = {
            Steering.BACK: lambda: self.back(turn, application, step),
            Steering.CHANGE: lambda: self._change(turn, application, found),
            Steering.RESTART: lambda: self._lead_to(turn, application, Step(StepKind.RESTART)),
            Steering.DISCARD: lambda: self.discard(turn, application),
            Steering.OVERVIEW: lambda: self._overview(turn, application),
            Steering.AGAIN: lambda: self.teller.prompt(turn, application),
        }
        doer = doers.get(found.steering)
        return await doer() if doer else self.teller.kept(application)

    async def back(self, turn: Turn, application: Application, step: Step) -> Outcome:
        earlier = before(application, step)
        if earlier is None:
            return await self.teller.prompt(turn, application, lead=self.teller.texts.first_step)
        return await self._lead_to(turn, application, earlier)

    async def discard(self, turn: Turn, application: Application) -> Outcome:
        await self.drafts.discard(turn, application)
        return self.teller.discarded(application)

    async def _change(self, turn: Turn, application: Application, found: Command) -> Outcome:
        target = self._target(application, found.what)
        texts = self.teller.texts
        if target is None:
            lead = texts.change_unknown.format(labels=self.teller.prompts.labels(application))
            return await self.teller.prompt(turn, application, lead=lead)
        answer = self._read(application, target, found.to)
        given = given_by(target, answer.value) if isinstance(answer, Said) else None
        if given is None:
            lead = answer.text if isinstance(answer, Problem) else ""
            return await self._lead_to(turn, application, target, lead=lead)
        following = after(given.on(application), target)
        changed = await self.drafts.change(turn, application, given, step=following)
        return await self.teller.prompt(turn, changed)

    def _read(self, application: Application, target: Step, said: str) -> Said | Problem | None:
        if not said:
            return None
        return read(target, application, said, today=self.today(), texts=self.teller.texts)

    async def _overview(self, turn: Turn, application: Application) -> Outcome:
        lead = "\n".join(self.teller.prompts.summary_lines(application, filled_only=True))
        return await self.teller.prompt(turn, application, lead=lead)

    async def _lead_to(self, turn: Turn, application: Application, step: Step, *, lead: str = "") -> Outcome:
        changed = await self.drafts.change(turn, application, Given(), step=step)
        return await self.teller.prompt(turn, changed, lead=lead)

    def _target(self, application: Application, what: str) -> Step | None:
        """The step that is meant, if one can go there now."""
        meant = _by_name(application, what) or _by_kind(application, what)
        if meant is None and Wordings.load().hints_at("mode", bare(what)):
            meant = Step(StepKind.MODE, again=True)
        if meant is None:
            return None
        there = current(application.model_copy(update={"step": meant.mark}))
        return meant if there.place == meant.place else None


def _by_name(application: Application, what: str) -> Step | None:
    names = {Step(StepKind.FIELD, field.code, again=True): field.label for field in application.form.fields}
    names |= {
        Step(StepKind.MATERIAL, material.code, again=True): material.name
        for material in asked_materials(application)
    }
    return next((step for step, name in names.items() if _names(what, name)), None)


def _by_kind(application: Application, what: str) -> Step | None:
    """电话 is the one field of the kind `phone`, whatever its label."""
    kinds = [kind for kind, words in Wordings.load().kinds.items() if words.search(bare(what))]
    fitting = [field for field in application.form.fields if field.kind.value in kinds]
    return Step(StepKind.FIELD, fitting[0].code, again=True) if fitting else None


def _names(said: str, name: str) -> bool:
    said, name = bare(said), bare(name)
    return len(said) > 1 and (said in name or name in said)
