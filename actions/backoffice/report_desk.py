"""Puts together what handles reports, their warnings, and callbacks."""

from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Engine

from actions.backoffice.cipher import Cipher
from actions.backoffice.handlers.callbacks import CallbackHandler, CallbackTexts
from actions.backoffice.handlers.labour_warnings import LabourWarningHandler, WarningRaiser
from actions.backoffice.handlers.report_codes import ReportCodes
from actions.backoffice.handlers.report_progress import ReportProgress
from actions.backoffice.handlers.report_reach import ReportReach
from actions.backoffice.handlers.report_routing import ReportRouting
from actions.backoffice.handlers.report_texts import ReportTexts
from actions.backoffice.handlers.report_view import ReportViews
from actions.backoffice.handlers.reports import ReportHandler
from actions.backoffice.handlers.reportwork import ReportworkHandler
from actions.backoffice.report_rules import ReportRules
from actions.backoffice.repository.callbacks import CallbackRepository
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.repository.labour_warnings import LabourWarningRepository
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.repository.report_codes import ReportCodeRepository
from actions.backoffice.repository.reports import ReportRepository
from actions.backoffice.repository.windows import WindowRepository
from actions.backoffice.writes import Writer


@dataclass(frozen=True)
class ReportDesk:
    """A handler for each subject, and what they share."""

    engine: Engine
    writer: Writer
    cipher: Cipher
    rules: ReportRules = field(default_factory=ReportRules.load)
    texts: ReportTexts = field(default_factory=lambda: ReportTexts.load("reports"))
    numbers: CaseRepository = field(default_factory=CaseRepository)

    @cached_property
    def reports(self) -> ReportHandler:
        return ReportHandler(
            engine=self.engine,
            writer=self.writer,
            progress=self._progress,
            reach=ReportReach(self.engine, self._reports, self._codes),
            codes=self._codes,
            routing=self._routing,
            raiser=WarningRaiser(self._reports, self._warnings, self.rules),
            views=self._views,
            rules=self.rules,
            numbers=self.numbers,
        )

    @cached_property
    def reportwork(self) -> ReportworkHandler:
        return ReportworkHandler(
            engine=self.engine,
            writer=self.writer,
            progress=self._progress,
            routing=self._routing,
            views=self._views,
            notices=self._notices,
        )

    @cached_property
    def warnings(self) -> LabourWarningHandler:
        return LabourWarningHandler(self.engine, self.writer, self._warnings, self.texts)

    @cached_property
    def callbacks(self) -> CallbackHandler:
        return CallbackHandler(
            engine=self.engine,
            writer=self.writer,
            callbacks=CallbackRepository(self.cipher),
            numbers=self.numbers,
            notices=self._notices,
            texts=CallbackTexts.load("callbacks"),
        )

    @cached_property
    def _reports(self) -> ReportRepository:
        return ReportRepository(self.cipher)

    @cached_property
    def _warnings(self) -> LabourWarningRepository:
        return LabourWarningRepository(self.cipher)

    @cached_property
    def _notices(self) -> NoticeRepository:
        return NoticeRepository(self.cipher, self.numbers)

    @cached_property
    def _progress(self) -> ReportProgress:
        return ReportProgress(self._reports, self.texts)

    @cached_property
    def _routing(self) -> ReportRouting:
        return ReportRouting(WindowRepository(), self.rules)

    @cached_property
    def _views(self) -> ReportViews:
        return ReportViews(self._reports, FileRepository(self.cipher), self._warnings, self.texts)

    @cached_property
    def _codes(self) -> ReportCodes:
        return ReportCodes(
            engine=self.engine,
            clock=self.writer.clock,
            codes=ReportCodeRepository(self.cipher),
            rule=self.rules.codes,
            paused=self.texts.refusals.paused,
        )
