"""What is said at each step. Pure: a step, the draft and the texts make a reply."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue import buttons
from actions.dialogue.refusals import SIGN_IN_CARD
from actions.dialogue.service_flow.answers import Say, material_ways
from actions.dialogue.service_flow.steps import (
    Step,
    StepKind,
    asked_materials,
    before,
    field_of,
    is_promising,
    material_of,
)
from actions.dialogue.service_flow.texts import FlowTexts
from actions.rules.eligibility import YesNo
from actions.rules.merging import may_be_promised
from actions.wire.applications import Application, CommitmentText
from actions.wire.catalogue import FieldKind, ServiceItem
from bot.wire import Button, Reply, ReplyType

LINES_A_PAGE = 2
"""Of the notice: people read on a telephone."""

TOPICS = {True: "life_event", False: "commitment"}
"""Of an application that belongs to a life event, and of any other."""


def pages(text: CommitmentText) -> list[list[str]]:
    lines = text.notice
    return [lines[start : start + LINES_A_PAGE] for start in range(0, len(lines), LINES_A_PAGE)]


@dataclass(frozen=True)
class Prompts:
    texts: FlowTexts

    def ask(self, application: Application, step: Step, text: CommitmentText | None = None) -> Reply:
        """`text` is needed where the step shows it: at the notice and the promise."""
        makers: dict[StepKind, Callable[[], tuple[str, Sequence[Button]]]] = {
            StepKind.RESTART: lambda: self._restart(step),
            StepKind.QUESTION: lambda: self._question(application, step),
            StepKind.UNMET: lambda: self._unmet(application, step),
            StepKind.NOTICE: lambda: self._notice(step, text),
            StepKind.MODE: lambda: self._mode(application, step),
            StepKind.ORDINARY: lambda: self._ordinary(application, step),
            StepKind.SIGN_IN: lambda: (self.texts.sign_in, [buttons.signed_in(self.texts.signed_in_button)]),
            StepKind.MATERIAL: lambda: self._material(application, step),
            StepKind.FIELD: lambda: self._field(application, step),
            StepKind.SUMMARY: lambda: self._summary(application, step),
            StepKind.PROMISE: lambda: self._promise(step, text),
        }
        said, offered = makers[step.kind]()
        signing_in = step.kind is StepKind.SIGN_IN
        return self.reply(
            application,
            said,
            type_=ReplyType.CARD if signing_in else ReplyType.FORM,
            card=SIGN_IN_CARD if signing_in else None,
            buttons=[*offered, *self._ways_out(application, step)],
        )

    def again(self, application: Application, step: Step) -> str:
        """What is said to an answer that is none."""
        said = {
            StepKind.UNMET: self.texts.unmet_again,
            StepKind.NOTICE: self.texts.notice_again,
            StepKind.MODE: self.texts.mode_again,
            StepKind.ORDINARY: self.texts.ordinary_again,
            StepKind.SIGN_IN: self.texts.sign_in_again,
            StepKind.MATERIAL: self.texts.material_again,
            StepKind.SUMMARY: self.texts.summary_again,
            StepKind.PROMISE: self.texts.promise_again,
        }
        if step.kind is StepKind.QUESTION:
            yes, no = self._yes_and_no(self._condition(application, step.code).question)
            return self.texts.question_again.format(yes=yes, no=no)
        return said.get(step.kind, "")

    def reply(
        self, application: Application, text: str, *, type_: ReplyType = ReplyType.TEXT, **parts: Any
    ) -> Reply:
        return Reply(type=type_, text=text, topic=TOPICS[application.life_event is not None], **parts)

    def demo(self, marked: bool) -> str:
        return self.texts.demo if marked else ""

    def labels(self, application: Application) -> str:
        """What can be changed."""
        named = [field.label for field in application.form.fields]
        named += [material.name for material in asked_materials(application)]
        return self.texts.between.join(named)

    def _restart(self, step: Step) -> tuple[str, Sequence[Button]]:
        offered = [
            buttons.answer_step(self.texts.restart_button, step.mark, YesNo.YES),
            buttons.answer_step(self.texts.restart_no_button, step.mark, YesNo.NO),
        ]
        return self.texts.restart, offered

    def _question(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        codes = [condition.code for condition in application.form.conditions]
        question = self._condition(application, step.code)
        text = self.texts.question.format(
            question=question.question, number=codes.index(step.code) + 1, count=len(codes)
        )
        yes, no = self._yes_and_no(question.question)
        offered = [
            buttons.answer_step(yes, step.mark, YesNo.YES),
            buttons.answer_step(no, step.mark, YesNo.NO),
        ]
        return text + self.demo(question.demo), offered

    def _unmet(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        left = items_without(application, step.code)
        text = self.texts.unmet.format(
            unmet=self._condition(application, step.code).unmet,
            items=self.texts.between.join(item.name for item in application.items if item not in left),
        )
        offered = [buttons.answer_step(self.texts.unmet_change_button, step.mark, Say.CHANGE)]
        if left:
            offered.append(buttons.answer_step(self.texts.unmet_drop_button, step.mark, Say.DROP))
        return text, offered

    def _notice(self, step: Step, text: CommitmentText | None) -> tuple[str, Sequence[Button]]:
        all_pages = pages(_shown(text))
        page = min(step.page, len(all_pages) - 1)
        said = self.texts.notice.format(
            number=page + 1, count=len(all_pages), lines="\n".join(all_pages[page])
        )
        offered = [buttons.answer_step(self.texts.next_button, step.mark, Say.NEXT)]
        if page + 2 < len(all_pages):
            offered.append(buttons.answer_step(self.texts.rest_button, step.mark, Say.REST))
        return said, offered

    def _mode(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        proofs = [material.name for material in application.form.materials if material.promise_allowed]
        offered = [
            buttons.answer_step(self.texts.mode_promise_button, step.mark, Say.PROMISE),
            buttons.answer_step(self.texts.mode_ordinary_button, step.mark, Say.ORDINARY),
        ]
        return self.texts.mode.format(proofs=self.texts.between.join(proofs)), offered

    def _ordinary(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        text = self.texts.ordinary.format(reason=application.form.commitment_refused)
        return text, [buttons.answer_step(self.texts.ordinary_button, step.mark, Say.ORDINARY)]

    def _material(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        material = material_of(application, step.code)
        text = self.texts.material.format(
            name=material.name, note=material.note, demo=self.demo(material.demo)
        )
        ways = material_ways(material, self.texts)
        numbered = [
            self.texts.field_choices.format(number=number, choice=way) for number, way in enumerate(ways, 1)
        ]
        offered = [buttons.answer_step(way, step.mark, value) for way, value in ways.items()]
        return "\n".join([text, *numbered]), offered

    def _field(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        field = field_of(application, step.code)
        lines = [self.texts.field.format(prompt=field.prompt)]
        offered: list[Button] = []
        if field.kind is FieldKind.CHOICE:
            lines += [
                self.texts.field_choices.format(number=number, choice=choice)
                for number, choice in enumerate(field.choices, 1)
            ]
            offered += [buttons.answer_step(choice, step.mark, choice) for choice in field.choices]
        if value := application.answers.get(step.code):
            lines.append(self.texts.field_now.format(value=value))
        if not field.required:
            lines.append(self.texts.field_optional)
            offered.append(buttons.answer_step(self.texts.skip_button, step.mark, Say.SKIP))
        return "\n".join(lines), offered

    def _summary(self, application: Application, step: Step) -> tuple[str, Sequence[Button]]:
        promising = is_promising(application)
        title = self.texts.confirm_promise_button if promising else self.texts.confirm_submit_button
        text = self.texts.summary.format(lines="\n".join(self.summary_lines(application)))
        return (
            f"{text}\n{self.texts.summary_notes}",
            [buttons.answer_step(title, step.mark, Say.CONFIRM)],
        )

    def summary_lines(self, application: Application, *, filled_only: bool = False) -> list[str]:
        lines = [
            self.texts.summary_line.format(
                label=field.label, value=application.answers.get(field.code, self.texts.summary_missing)
            )
            for field in application.form.fields
            if field.code in application.answers or not filled_only
        ]
        lines += [
            self.texts.summary_line.format(
                label=material.name,
                value=self.texts.summary_choices[application.materials[material.code]],
            )
            for material in application.form.materials
            if material.code in application.materials
        ]
        if application.commitment is not None:
            chosen = is_promising(application)
            mode = self.texts.mode_promise_button if chosen else self.texts.mode_ordinary_button
            lines.append(self.texts.summary_mode.format(mode=mode))
        return lines

    def _promise(self, step: Step, text: CommitmentText | None) -> tuple[str, Sequence[Button]]:
        said = self.texts.promise.format(lines="\n".join(_shown(text).promise))
        offered = [
            buttons.answer_step(self.texts.sign_button, step.mark, Say.SIGN),
            buttons.answer_step(self.texts.unsign_button, step.mark, Say.ORDINARY),
        ]
        return said, offered

    def _ways_out(self, application: Application, step: Step) -> list[Button]:
        if step.kind is StepKind.RESTART:
            return []
        back = [] if step.kind is StepKind.UNMET or before(application, step) is None else [self._back(step)]
        return [*back, buttons.leave_flow(self.texts.leave_button)]

    def _back(self, step: Step) -> Button:
        return buttons.answer_step(self.texts.back_button, step.mark, BACK)

    def _condition(self, application: Application, code: str) -> Any:
        return next(condition for condition in application.form.conditions if condition.code == code)

    def _yes_and_no(self, question: str) -> tuple[str, str]:
        if "对吗" in question:
            return self.texts.right_button, self.texts.wrong_button
        if question.startswith("您有"):
            return self.texts.have_button, self.texts.have_not_button
        return self.texts.yes_button, self.texts.no_button


BACK = "back"
"""What the button 上一步 carries."""


def items_without(application: Application, condition: str) -> list[ServiceItem]:
    """Those of the chosen items that do not ask for the condition."""
    return [item for item in application.items if condition not in {one.code for one in item.conditions}]


def offers_promise(items: Sequence[ServiceItem]) -> bool:
    return any(may_be_promised(item) for item in items)


def _shown(text: CommitmentText | None) -> CommitmentText:
    assert text is not None, "the step shows the commitment's text"
    return text
