"""What people read while they fill in an application."""

from collections.abc import Iterable

from actions.backoffice.texts import Texts
from actions.wire.applications import ApplicationState


class ApplicationRefusals(Texts):
    several_items: str
    repeated_items: str
    life_event_unknown: str
    outside_life_event: str
    not_applicable: str
    several_regions: str
    too_many: str
    run_out: str
    submitted: str
    discarded: str
    unknown_answer: str
    yes_or_no: str
    unknown_material: str
    not_promised: str
    not_later: str
    not_shared: str
    later_undated: str
    questions_open: str
    answers_missing: str
    materials_missing: str
    promise_not_offered: str
    promise_not_chosen: str
    promise_unsigned: str
    promise_changed: str
    promise_by_proxy: str

    def over(self, state: ApplicationState) -> str:
        """Why an application that is no draft any more cannot be changed."""
        return {
            ApplicationState.SUBMITTED: self.submitted,
            ApplicationState.DISCARDED: self.discarded,
        }.get(state, self.run_out)


class ApplicationTexts(Texts):
    between: str
    refusals: ApplicationRefusals

    def listed(self, names: Iterable[str]) -> str:
        return self.between.join(names)
