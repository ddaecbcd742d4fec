"""What people read about their reports, filled with what is known of them."""

from collections.abc import Mapping

from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.reports import StoredReport
from actions.backoffice.texts import Texts
from actions.rules.report_grading import in_green_lane
from actions.wire.reports import ReportAddition, ReportState


class ReportTimelineTexts(Texts):
    received: str
    received_green: str
    taken: str
    transferred: str
    closed: str
    added: str
    added_files: str
    added_both: str
    withdrawn: str
    withdrawn_because: str


class ReportNextSteps(Texts):
    received: str
    received_anonymous: str
    taken: str
    transferred: str
    closed: str
    withdrawn: str


class ReportNotices(Texts):
    taken: str
    transferred: str
    closed: str


class ReportRefusals(Texts):
    finished: str
    half_named: str
    blank: str
    nothing_added: str
    no_destination: str
    paused: str
    acknowledged: str


class ReportTexts(Texts):
    number_letters: str
    state_names: Mapping[ReportState, str]
    timeline: ReportTimelineTexts
    next_steps: ReportNextSteps
    notices: ReportNotices
    refusals: ReportRefusals

    def received(self, report: StoredReport) -> str:
        texts = self.timeline
        form = texts.received_green if in_green_lane(report.facts) else texts.received
        return form.format(name=report.routed_to.name)

    def added(self, addition: ReportAddition) -> str:
        words, count = open_ended(addition.text), len(set(addition.evidence))
        if not count:
            return self.timeline.added.format(text=words)
        form = self.timeline.added_both if words else self.timeline.added_files
        return form.format(text=words, count=count)

    def withdrawn(self, reason: str) -> str:
        words = open_ended(reason)
        form = self.timeline.withdrawn_because if words else self.timeline.withdrawn
        return form.format(reason=words)

    def stepped(self, report: StoredReport, note: str) -> str:
        """The line of a step of the staff; the report is in the state that it led to."""
        forms: dict[str, str] = self.timeline.model_dump()
        return forms[report.state].format(name=report.routed_to.name, note=open_ended(note))

    def notice(self, report: StoredReport, note: str) -> str:
        forms: dict[str, str] = self.notices.model_dump()
        return forms[report.state].format(
            number=report.number, name=report.routed_to.name, note=open_ended(note)
        )

    def next_step(self, report: StoredReport) -> str:
        """What the citizen may do now."""
        steps: dict[str, str] = self.next_steps.model_dump()
        waits_unnamed = report.anonymous and report.state is ReportState.RECEIVED
        form = self.next_steps.received_anonymous if waits_unnamed else steps[report.state]
        return form.format(name=report.routed_to.name)
