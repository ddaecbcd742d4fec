"""What people read about their cases, filled with what is known of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from actions.backoffice.repository.cases import StoredMaterial
from actions.backoffice.texts import Texts
from actions.rules.deadline import Deadline
from actions.wire.cases import CaseState, Outcome
from actions.wire.catalogue import Limit


class DueTexts(Texts):
    several: str
    unknown_year: str
    unstated: str
    from_completion: str


class TimelineTexts(Texts):
    submitted: str
    accepted: str
    accepted_today: str
    accepted_undated: str
    accepted_incomplete: str
    material_due: str
    missing: str
    delivered: str
    complete: str
    complete_today: str
    complete_undated: str
    dated: str
    granted: str
    refused: str
    check_drawn: str
    truthful: str
    untruthful: str
    recovered: str
    withdrawn: str
    withdrawn_because: str
    promise_withdrawn: str
    returned: str
    returned_because: str
    overdue: str
    revoked: str
    revoked_because: str


class NextStepTexts(Texts):
    draft: str
    submitted: str
    accepted: str
    material_due: str
    granted: str
    refused: str
    checked: str
    withdrawn: str
    returned: str
    revoked: str


class CaseRefusals(Texts):
    finished: str
    no_promise: str
    not_granted: str
    not_missing: str
    recover_without_cause: str


class CaseTexts(Texts):
    number_letters: Mapping[str, str]
    number_letters_elsewhere: str
    state_names: Mapping[CaseState, str]
    day: str
    day_with_year: str
    between: str
    demo: str
    due: DueTexts
    timeline: TimelineTexts
    next_steps: NextStepTexts
    refusals: CaseRefusals

    def series(self, region: str, today: date) -> str:
        """What numbers of a region and a day begin with, such as `YX20261122`."""
        letters = self.number_letters.get(region, self.number_letters_elsewhere)
        return f"{letters}{today:%Y%m%d}"

    def plain_day(self, day: date, *, today: date) -> str:
        """`11月30日`; with its year where that is another one."""
        form = self.day if day.year == today.year else self.day_with_year
        return form.format(year=day.year, month=day.month, day=day.day)

    def names(self, materials: Iterable[StoredMaterial]) -> str:
        return self.between.join(material.name for material in materials)

    def missing(self, materials: Iterable[StoredMaterial], *, today: date) -> str:
        """Each material with its last day."""
        return self.between.join(
            self.timeline.missing.format(
                name=material.name, due_on=self.plain_day(material.due_on, today=today)
            )
            for material in materials
            if material.due_on
        )

    def due_note(self, deadline: Deadline) -> str:
        """The limits that hold, and why no day follows from them where none does."""
        limits = self.limits(deadline)
        return self.due.unknown_year.format(limit=limits) if deadline.unknown_year else limits

    def limits(self, deadline: Deadline) -> str:
        """The limits that hold, in words."""
        if not deadline.limits:
            return self.due.unstated
        limits = "".join(self._limit(limit) for limit in deadline.limits)
        return limits if len(deadline.limits) == 1 else self.due.several.format(limits=limits)

    def accepted(self, due_on: date | None, due_note: str, *, today: date) -> str:
        texts = self.timeline
        return self._dated(
            (texts.accepted, texts.accepted_today, texts.accepted_undated), due_on, due_note, today
        )

    def complete(self, due_on: date | None, due_note: str, *, today: date) -> str:
        texts = self.timeline
        return self._dated(
            (texts.complete, texts.complete_today, texts.complete_undated), due_on, due_note, today
        )

    def next_step(
        self, state: CaseState, outcome: Outcome | None, missing: Iterable[StoredMaterial], *, today: date
    ) -> str:
        """What the citizen must do now."""
        steps: dict[str, str] = self.next_steps.model_dump()
        text = steps[outcome if state is CaseState.DECIDED and outcome else state]
        return text.format(materials=self.missing(missing, today=today))

    def _dated(self, forms: tuple[str, str, str], due_on: date | None, due_note: str, today: date) -> str:
        """`forms`: for a later day, for today, for no day."""
        on_a_day, on_this_day, on_no_day = forms
        if due_on is None:
            return on_no_day.format(due_note=due_note)
        if due_on == today:
            return on_this_day
        return on_a_day.format(due_on=self.plain_day(due_on, today=today))

    def _limit(self, limit: Limit) -> str:
        return f"{limit.text}{self.demo}" if limit.demo else limit.text
