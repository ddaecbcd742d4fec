"""Decides cases, at once by rule or by a person, and draws those that are checked afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.backoffice.handlers.case_progress import CaseProgress
from actions.backoffice.handlers.known_facts import known_facts
from actions.backoffice.repository.applications import ApplicationRepository
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.promises import PromiseRepository
from actions.backoffice.writes import WriteSession
from actions.rules.checks import is_drawn
from actions.rules.fact_checks import FactCheck
from actions.rules.instant_approval import decide
from actions.rules.lifecycle import Step
from actions.wire.cases import Outcome
from actions.wire.catalogue import Mode


@dataclass(frozen=True)
class Decisions:
    """`rules` are the checks of each item that is decided at once."""

    progress: CaseProgress
    promises: PromiseRepository
    applications: ApplicationRepository
    catalogue: CatalogueRepository
    people: PeopleRepository
    rules: Mapping[str, Sequence[FactCheck]]

    def decide(
        self,
        session: WriteSession,
        case: StoredCase,
        outcome: Outcome,
        reasons: Sequence[str],
        *,
        by: str = "",
        modes: Sequence[Mode] = (),
    ) -> StoredCase:
        """Raises: StepRefused: the case cannot be decided now."""
        timeline = self.progress.texts.timeline
        text = timeline.granted if outcome is Outcome.GRANTED else timeline.refused
        decided = self.progress.move(
            session,
            case,
            Step.DECIDE,
            text=text.format(reasons="".join(reasons)),
            by=by,
            outcome=outcome,
            reasons=tuple(reasons),
            modes=(*case.modes, *modes),
        )
        if outcome is Outcome.GRANTED:
            self._draw(session, decided)
        return decided

    def decide_at_once(self, session: WriteSession, case: StoredCase) -> StoredCase:
        """Decide an accepted case by its rule. What the rule cannot decide stays for a person."""
        item = self.catalogue.item(session.connection, case.item, case.item_version)
        checks = self.rules.get(case.item, ())
        if Mode.INSTANT_APPROVAL not in item.modes or not checks or case.application_id is None:
            return case
        verdict = decide(
            checks,
            facts=known_facts(self.people, session.connection, case.subject),
            answers=self.applications.find(session.connection, case.application_id).answers,
            today=session.now.date(),
        )
        if verdict.outcome is None:
            return case
        return self.decide(session, case, verdict.outcome, verdict.reasons, modes=[Mode.INSTANT_APPROVAL])

    def _draw(self, session: WriteSession, case: StoredCase) -> None:
        """A decision that rests on a promise may be checked."""
        promise = self.promises.standing(session.connection, case.number)
        terms = self.catalogue.item(session.connection, case.item, case.item_version).commitment
        if promise is None or terms is None:
            return
        before = bool(self.people.false_promises(session.connection, case.subject))
        drawn = is_drawn(terms, number=case.number, promised_falsely_before=before)
        self.promises.open_check(session.connection, case.number, drawn=drawn)
        if drawn:
            self.progress.tell(session, case, self.progress.texts.timeline.check_drawn)
