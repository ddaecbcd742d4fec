"""Puts together what handles applications and cases: the parts they share, a handler for each subject."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Engine

from actions.backoffice.checklists import load_checklists
from actions.backoffice.cipher import Cipher
from actions.backoffice.handlers.acceptance import Acceptance
from actions.backoffice.handlers.application_texts import ApplicationTexts
from actions.backoffice.handlers.application_view import ApplicationViews
from actions.backoffice.handlers.applications import ApplicationHandler
from actions.backoffice.handlers.benefits import BenefitHandler, BenefitTexts
from actions.backoffice.handlers.case_progress import CaseProgress
from actions.backoffice.handlers.case_texts import CaseTexts
from actions.backoffice.handlers.case_view import CaseViews
from actions.backoffice.handlers.cases import CaseHandler
from actions.backoffice.handlers.casework import CaseworkHandler
from actions.backoffice.handlers.commitments import Commitments, CommitmentTexts
from actions.backoffice.handlers.completeness import Completeness
from actions.backoffice.handlers.decisions import Decisions
from actions.backoffice.handlers.dossiers import Dossiers
from actions.backoffice.handlers.drafts import Drafts
from actions.backoffice.handlers.due_dates import DueDates
from actions.backoffice.handlers.file_keeping import LooseFiles
from actions.backoffice.handlers.filing import Filing
from actions.backoffice.handlers.people import PeopleTexts
from actions.backoffice.handlers.submissions import SubmissionHandler
from actions.backoffice.handlers.sweeps import SweepHandler
from actions.backoffice.repository.applications import ApplicationRepository
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.promises import PromiseRepository
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.writes import Writer, WriteSession


@dataclass(frozen=True)
class Desk:
    """A handler for each subject."""

    applications: ApplicationHandler
    submissions: SubmissionHandler
    cases: CaseHandler
    casework: CaseworkHandler
    benefits: BenefitHandler
    sweeps: SweepHandler


@dataclass(frozen=True)
class DeskParts:
    """What the handlers share."""

    engine: Engine
    writer: Writer
    cipher: Cipher
    catalogue: CatalogueRepository
    people: PeopleRepository
    cases: CaseRepository = field(default_factory=CaseRepository)
    texts: ApplicationTexts = field(default_factory=lambda: ApplicationTexts.load("applications"))
    case_texts: CaseTexts = field(default_factory=lambda: CaseTexts.load("cases"))

    @cached_property
    def applications(self) -> ApplicationRepository:
        return ApplicationRepository(self.cipher)

    @cached_property
    def promises(self) -> PromiseRepository:
        return PromiseRepository(self.cipher)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.applications, self.catalogue, self.texts)

    @cached_property
    def dossiers(self) -> Dossiers:
        return Dossiers(
            self.catalogue,
            self.people,
            refused_by_item=self.texts.refusals.promise_not_offered,
            refused_by_record=PeopleTexts.load("people").promise_refused,
        )

    @cached_property
    def commitments(self) -> Commitments:
        return Commitments(CommitmentTexts.load("commitment"), self.texts)

    @cached_property
    def case_views(self) -> CaseViews:
        return CaseViews(self.cases, self.catalogue, self.case_texts)

    @cached_property
    def views(self) -> ApplicationViews:
        return ApplicationViews(self.dossiers, self.case_views)

    @cached_property
    def progress(self) -> CaseProgress:
        return CaseProgress(self.cases, self.case_texts)

    @cached_property
    def due_dates(self) -> DueDates:
        return DueDates(self.catalogue, self.applications, self.case_texts)

    @cached_property
    def decisions(self) -> Decisions:
        return Decisions(
            progress=self.progress,
            promises=self.promises,
            applications=self.applications,
            catalogue=self.catalogue,
            people=self.people,
            rules=load_checklists("instant_rules"),
        )

    @cached_property
    def acceptance(self) -> Acceptance:
        return Acceptance(self.progress, self.due_dates, self.decisions)


def assemble(
    parts: DeskParts,
    settings: BackofficeSettings,
    *,
    remind: Callable[[WriteSession], list[str]],
    escalate: Callable[[WriteSession], list[str]],
) -> Desk:
    """The handlers. `remind` and `escalate` are parts of the night's round: of visits, and of reviews."""
    engine, writer = parts.engine, parts.writer
    return Desk(
        applications=ApplicationHandler(
            engine=engine,
            writer=writer,
            applications=parts.applications,
            dossiers=parts.dossiers,
            drafts=parts.drafts,
            commitments=parts.commitments,
            views=parts.views,
            texts=parts.texts,
            draft_days=settings.draft_days,
        ),
        submissions=SubmissionHandler(
            writer=writer,
            drafts=parts.drafts,
            dossiers=parts.dossiers,
            completeness=Completeness(parts.texts),
            commitments=parts.commitments,
            filing=Filing(parts.drafts, parts.acceptance, parts.promises),
            views=parts.views,
        ),
        cases=CaseHandler(
            engine=engine,
            writer=writer,
            progress=parts.progress,
            acceptance=parts.acceptance,
            promises=parts.promises,
            views=parts.case_views,
            proof_days=settings.proof_days,
        ),
        casework=CaseworkHandler(
            engine=engine,
            writer=writer,
            progress=parts.progress,
            acceptance=parts.acceptance,
            decisions=parts.decisions,
            promises=parts.promises,
            people=parts.people,
            views=parts.case_views,
        ),
        benefits=BenefitHandler(
            engine=engine,
            writer=writer,
            catalogue=parts.catalogue,
            people=parts.people,
            acceptance=parts.acceptance,
            views=parts.case_views,
            rules=load_checklists("benefit_rules"),
            texts=BenefitTexts.load("benefits"),
        ),
        sweeps=SweepHandler(
            writer=writer,
            applications=parts.applications,
            progress=parts.progress,
            due_dates=parts.due_dates,
            promises=parts.promises,
            remind=remind,
            forget_files=LooseFiles(FileRepository(parts.cipher), days=settings.loose_file_days).forget,
            escalate=escalate,
            replies_kept_days=settings.replies_kept_days,
        ),
    )
