"""Asks before a change is made: what would be answered otherwise, and may it go on."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.answer.bars import BarsInUse
from knowledge_base.check_ports import CheckStore, QuestionSetStore
from knowledge_base.checks import Result, Run, RunKind, RunState, Subject, Written
from knowledge_base.errors import DocumentUnknown, NothingToAsk, RunUnknown, SetUnknown
from knowledge_base.models import Source, VersionState
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Proposal
from knowledge_base.publish.check_questions import Asked, CheckQuestions
from knowledge_base.publish.floors import Floors
from knowledge_base.publish.gate import Gate


@dataclass(frozen=True)
class Impact:
    """Starts runs and says what came of them. `wake` tells who asks that there is something to ask."""

    store: DocumentStore
    checks: CheckStore
    sets: QuestionSetStore
    questions: CheckQuestions
    floors: Floors
    bars: BarsInUse
    clock: Clock
    wake: Callable[[], None]

    def start(self, document_id: str, number: int, person: Person) -> Run:
        """Ask what a version would change. The same again, where nothing has changed, is the same run.

        Where no question could be touched the run is done as soon as it is taken up.

        Raises:
            DocumentUnknown, TooManyRuns.
        """
        subject = Subject(document_id=document_id, number=number)
        basis = self._basis(subject)
        known = self.checks.latest(subject, kind=RunKind.IMPACT)
        if known and known.basis == basis and known.state not in (RunState.CANCELLED, RunState.FAILED):
            return known
        document = self.store.document(document_id)
        draft = (document_id, number) if self._source(document_id, number) is Source.POLICY_POINT else None
        asked = self.questions.of_change(region=document.region if document else None, draft=draft)
        return self._add(RunKind.IMPACT, subject, asked, person, basis=basis)

    def try_bars(self, bars: dict[str, float], person: Person) -> Run:
        """Ask every question with other bars than those in use.

        Raises:
            NothingToAsk, TooManyRuns.
        """
        subject = Subject(bars=bars)
        asked = self.questions.of_change(region=None, draft=None)
        return self._add(RunKind.PARAMETERS, subject, asked, person, basis=self._basis(subject))

    def ask_set(self, set_id: str, person: Person, *, bars: dict[str, float] | None = None) -> Run:
        """Ask a set as things stand, with other bars where some are given.

        Raises:
            SetUnknown, NothingToAsk, TooManyRuns.
        """
        found = self.sets.find(set_id)
        if found is None:
            raise SetUnknown(f"no set {set_id!r}")
        before = self.checks.latest(Subject(set_id=set_id), kind=RunKind.SHEET, state=RunState.DONE)
        subject = Subject(set_id=set_id, bars=bars or {})
        asked = self.questions.of_set(set_id, found.title)
        compared = before.id if before else None
        return self._add(
            RunKind.SHEET, subject, asked, person, basis=self._basis(subject), compared_with=compared
        )

    def cancel(self, run_id: str, person: Person) -> Run:
        """Raises: RunUnknown, RunFinished."""
        run = self.checks.ask_to_cancel(run_id, written=self._written(person, "check.cancelled", run_id))
        self.wake()
        return run

    def go_on(self, run_id: str, person: Person) -> Run:
        """Go on with a run that failed or was cancelled. Raises: RunUnknown, RunGoingOn."""
        run = self.checks.take_up(run_id, written=self._written(person, "check.taken_up", run_id))
        self.wake()
        return run

    def run(self, run_id: str) -> Run:
        """Raises: RunUnknown."""
        run = self.checks.run(run_id)
        if run is None:
            raise RunUnknown(f"no run {run_id!r}")
        return run

    def result(self, run_id: str, position: int) -> Result:
        """Raises: RunUnknown."""
        found = self.checks.result(run_id, position)
        if found is None:
            raise RunUnknown(f"no question {position} in run {run_id!r}")
        return found

    def latest(self, document_id: str, number: int) -> Run | None:
        """The latest run of a version, whatever became of it."""
        return self.checks.latest(Subject(document_id=document_id, number=number), kind=RunKind.IMPACT)

    def is_current(self, run: Run) -> bool:
        """Whether what the run says still holds: nothing was published, and no bar moved, since."""
        try:
            return run.basis == self._basis(run.subject)
        except DocumentUnknown:
            return False

    def gate(self, proposal: Proposal) -> Gate:
        """Of the last finished run of the proposed version. One that is out of date says nothing."""
        return self.gate_of(Subject(document_id=proposal.document_id, number=proposal.number), RunKind.IMPACT)

    def gate_of(self, subject: Subject, kind: RunKind) -> Gate:
        run = self.checks.latest(subject, kind=kind, state=RunState.DONE)
        if run is None or not self.is_current(run):
            return Gate(passed=False, checked=False)
        return self.floors.gate(run.sets)

    def _add(
        self,
        kind: RunKind,
        subject: Subject,
        asked: Asked,
        person: Person,
        *,
        basis: str,
        compared_with: str | None = None,
    ) -> Run:
        if not asked.questions and kind is not RunKind.IMPACT:
            raise NothingToAsk(f"no questions for {subject}")
        now = self.clock.now()
        run = Run(
            id=uuid4().hex,
            kind=kind,
            subject=subject,
            sets=asked.sets,
            state=RunState.QUEUED,
            basis=basis,
            account=person.account,
            name=person.name,
            created_at=now,
            day=self.clock.today(),
            total=len(asked.questions),
            compared_with=compared_with,
        )
        detail = {"kind": kind.value, "questions": run.total, **_told(subject)}
        written = Written(person, Action("check.started", run.id, detail), now)
        self.checks.add_run(run, list(asked.questions), written=written)
        self.wake()
        return run

    def _written(self, person: Person, name: str, run_id: str) -> Written:
        return Written(person, Action(name, run_id), self.clock.now())

    def _source(self, document_id: str, number: int) -> Source:
        """Raises: DocumentUnknown."""
        version = self.store.version(document_id, number)
        if version is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        return version.source

    def _basis(self, subject: Subject) -> str:
        """Of what is published where the change is, of the version's text, and of the bars in use."""
        region = text = None
        if subject.document_id is not None and subject.number is not None:
            version = self.store.version(subject.document_id, subject.number)
            document = self.store.document(subject.document_id)
            if version is None or document is None:
                raise DocumentUnknown(f"no version {subject.number} of document {subject.document_id!r}")
            region, text = document.region, version.content_hash
        published = sorted(
            (term.document_id, term.number, str(term.superseded_by))
            for term in self.store.terms()
            if term.state is VersionState.PUBLISHED and region in (None, term.region)
        )
        told: list[Any] = [published, text, self.bars.current.values()]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _told(subject: Subject) -> dict[str, Any]:
    told = {
        "document": subject.document_id,
        "version": subject.number,
        "bars": subject.bars or None,
        "set": subject.set_id,
    }
    return {name: value for name, value in told.items() if value is not None}
