"""Carries out an answer: writes it into the draft, turns the page, signs and submits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from actions.dialogue.service_flow.answers import Given, Said, Say, given_by
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.prompts import items_without, pages
from actions.dialogue.service_flow.steps import Step, StepKind, after, is_promising, material_of
from actions.dialogue.service_flow.telling import Teller
from actions.dialogue.turn import Outcome, Turn
from actions.rules.eligibility import YesNo
from actions.wire.applications import Application, Signature
from actions.wire.catalogue import ServiceItem


@dataclass(frozen=True)
class Answering:
    drafts: Drafts
    teller: Teller

    async def answer(self, turn: Turn, application: Application, step: Step, said: Said) -> Outcome:
        given = given_by(step, said.value)
        if given is not None:
            return await self._write(turn, application, step, given)
        doers: dict[tuple[StepKind, str], Callable[[], Awaitable[Outcome]]] = {
            (StepKind.NOTICE, Say.NEXT): lambda: self._turn_page(turn, application, step),
            (StepKind.NOTICE, Say.REST): lambda: self._read_rest(turn, application, step),
            (StepKind.MATERIAL, Say.NONE): lambda: self._lack(turn, application, step),
            (StepKind.FIELD, Say.SKIP): lambda: self._write(turn, application, step, Given()),
            (StepKind.SUMMARY, Say.CONFIRM): lambda: self._confirm(turn, application),
            (StepKind.SUMMARY, YesNo.NO): lambda: self._ask_what(turn, application),
            (StepKind.PROMISE, Say.SIGN): lambda: self._sign(turn, application, said),
            (StepKind.ORDINARY, YesNo.NO): lambda: self._keep(application),
            (StepKind.UNMET, Say.CHANGE): lambda: self._question_again(turn, application, step),
            (StepKind.UNMET, Say.DROP): lambda: self._drop(turn, application, step),
            (StepKind.RESTART, YesNo.YES): lambda: self._begin_anew(turn, application),
            (StepKind.RESTART, YesNo.NO): lambda: self._write(turn, application, step, Given()),
            (StepKind.SIGN_IN, Say.SIGNED_IN): lambda: self._look_for_sign_in(turn, application),
        }
        doer = doers.get((step.kind, said.value))
        return await doer() if doer else await self._again(turn, application)

    async def _write(self, turn: Turn, application: Application, step: Step, given: Given) -> Outcome:
        following = after(given.on(application), step)
        changed = await self.drafts.change(turn, application, given, step=following)
        return await self.teller.prompt(turn, changed)

    async def _lead_to(self, turn: Turn, application: Application, step: Step, *, lead: str = "") -> Outcome:
        changed = await self.drafts.change(turn, application, Given(), step=step)
        return await self.teller.prompt(turn, changed, lead=lead)

    async def _turn_page(self, turn: Turn, application: Application, step: Step) -> Outcome:
        count = len(pages(await self.drafts.commitment(turn, application)))
        last = step.page + 1 >= count
        following = Step(StepKind.MODE) if last else replace(step, page=step.page + 1)
        return await self._lead_to(turn, application, following)

    async def _read_rest(self, turn: Turn, application: Application, step: Step) -> Outcome:
        rest = pages(await self.drafts.commitment(turn, application))[step.page + 1 :]
        lines = [line for page in rest for line in page]
        return await self._lead_to(turn, application, Step(StepKind.MODE), lead="\n".join(lines))

    async def _lack(self, turn: Turn, application: Application, step: Step) -> Outcome:
        """A paper is missing: what can be done instead."""
        material, texts = material_of(application, step.code), self.teller.texts
        days = material.deferrable_working_days
        missing = texts.material_missing_later if days else texts.material_missing
        lines = [missing.format(name=material.name, days=days)]
        if material.promise_allowed and application.form.commitment_offered:
            lines.append(texts.material_missing_promise)
        return await self.teller.prompt(turn, application, lead="\n".join(lines))

    async def _confirm(self, turn: Turn, application: Application) -> Outcome:
        if is_promising(application):
            return await self._lead_to(turn, application, Step(StepKind.PROMISE))
        return self.teller.submitted(await self.drafts.submit(turn, application, None), turn=turn)

    async def _ask_what(self, turn: Turn, application: Application) -> Outcome:
        labels = self.teller.prompts.labels(application)
        example = application.form.fields[0].label if application.form.fields else labels
        lead = self.teller.texts.summary_change.format(labels=labels, example=example)
        return await self.teller.prompt(turn, application, lead=lead)

    async def _sign(self, turn: Turn, application: Application, said: Said) -> Outcome:
        """Binds the text that this conversation has shown; another one is shown first."""
        text = await self.drafts.commitment(turn, application)
        if (turn.flow.get("text_version"), turn.flow.get("text_hash")) != (text.version, text.hash):
            return await self.teller.prompt(turn, application, lead=self.teller.texts.promise_changed)
        signature = Signature(text_version=text.version, text_hash=text.hash, by_guardian_of=said.guardian_of)
        return self.teller.submitted(await self.drafts.submit(turn, application, signature), turn=turn)

    async def _question_again(self, turn: Turn, application: Application, step: Step) -> Outcome:
        return await self._lead_to(turn, application, Step(StepKind.QUESTION, step.code, again=True))

    async def _drop(self, turn: Turn, application: Application, step: Step) -> Outcome:
        """The items that do not ask for the condition go on, with the questions answered so far."""
        left = items_without(application, step.code)
        if not left:
            return await self._again(turn, application)
        dropped = [item.name for item in application.items if item not in left]
        opened = await self._open_instead(turn, application, left)
        asked = {condition.code for condition in opened.form.conditions}
        answers: dict[str, str | None] = {
            code: value for code, value in application.answers.items() if code in asked
        }
        changed = await self.drafts.change(turn, opened, Given(answers=answers), step=None)
        await self.drafts.discard(turn, application)
        lead = self.teller.texts.dropped.format(dropped=self.teller.texts.between.join(dropped))
        return await self.teller.prompt(turn, changed, lead=lead)

    async def _begin_anew(self, turn: Turn, application: Application) -> Outcome:
        opened = await self._open_instead(turn, application, application.items)
        await self.drafts.discard(turn, application)
        return await self.teller.prompt(turn, opened)

    async def _open_instead(
        self, turn: Turn, application: Application, items: list[ServiceItem]
    ) -> Application:
        again = f"{application.id}:{application.version}"
        codes = [item.code for item in items]
        return await self.drafts.open(turn, codes, life_event=application.life_event, again=again)

    async def _look_for_sign_in(self, turn: Turn, application: Application) -> Outcome:
        lead = "" if turn.citizen_token else self.teller.texts.sign_in_again
        return await self.teller.prompt(turn, application, lead=lead)

    async def _keep(self, application: Application) -> Outcome:
        return self.teller.kept(application)

    async def _again(self, turn: Turn, application: Application) -> Outcome:
        return await self.teller.prompt(turn, application)
