"""Puts together what handles reviews: the parts they share, a handler for each subject."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Engine

from actions.backoffice.cipher import Cipher
from actions.backoffice.handlers.appeals import AppealHandler
from actions.backoffice.handlers.escalations import Escalations
from actions.backoffice.handlers.fix_ratings import FixRatingHandler
from actions.backoffice.handlers.notices import NoticeHandler
from actions.backoffice.handlers.rectification_progress import RectificationProgress
from actions.backoffice.handlers.rectification_steps import RectificationSteps
from actions.backoffice.handlers.rectification_views import RectificationViews
from actions.backoffice.handlers.rectifications import RectificationHandler
from actions.backoffice.handlers.review_matters import Matters
from actions.backoffice.handlers.review_statistics import ReviewStatisticsHandler
from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.handlers.review_views import ReviewViews
from actions.backoffice.handlers.reviewers import Reviewers
from actions.backoffice.handlers.reviews import ReviewHandler
from actions.backoffice.repository.appeals import AppealRepository
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.repository.finished_matters import FinishedMatters
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.rectifications import RectificationRepository
from actions.backoffice.repository.review_facts import ReviewFacts
from actions.backoffice.repository.reviews import ReviewRepository
from actions.backoffice.review_rules import load_reasons, load_review_rules
from actions.backoffice.writes import Writer
from actions.rules.review_rules import RegionalReviewRules
from actions.wire.reviews import Reason


@dataclass(frozen=True)
class ReviewDesk:
    """A handler for each subject, made from what they share."""

    engine: Engine
    writer: Writer
    cipher: Cipher
    catalogue: CatalogueRepository
    people: PeopleRepository

    @cached_property
    def reviews(self) -> ReviewHandler:
        return ReviewHandler(
            engine=self.engine,
            writer=self.writer,
            reviews=self._reviews,
            files=FileRepository(self.cipher),
            matters=Matters(FinishedMatters(), self._reviews, self.catalogue, self._rules, self.texts),
            progress=self._progress,
            views=self._review_views,
        )

    @cached_property
    def fix_ratings(self) -> FixRatingHandler:
        return FixRatingHandler(self.engine, self.writer, self._reviews, self._progress, self._views)

    @cached_property
    def rectifications(self) -> RectificationHandler:
        return RectificationHandler(
            engine=self.engine,
            writer=self.writer,
            reviews=self._reviews,
            reviewers=self._reviewers,
            progress=self._progress,
            steps=RectificationSteps(self._progress, self._notices),
            escalations=self.escalations,
            views=self._views,
        )

    @cached_property
    def appeals(self) -> AppealHandler:
        return AppealHandler(
            writer=self.writer,
            reviews=self._reviews,
            appeals=self._appeals,
            notices=self._notices,
            reviewers=self._reviewers,
            progress=self._progress,
            views=self._views,
        )

    @cached_property
    def statistics(self) -> ReviewStatisticsHandler:
        return ReviewStatisticsHandler(
            engine=self.engine,
            clock=self.writer.clock,
            facts=ReviewFacts(),
            finished=FinishedMatters(),
            catalogue=self.catalogue,
            rules=self._rules,
            reasons=self._reasons,
            texts=self.texts.statistics,
            period_refused=self.texts.refusals.period,
        )

    @cached_property
    def notices(self) -> NoticeHandler:
        return NoticeHandler(self.engine, self._notices)

    @cached_property
    def escalations(self) -> Escalations:
        return Escalations(self._progress, self._reviews, self._appeals)

    @cached_property
    def texts(self) -> ReviewTexts:
        return ReviewTexts.load("reviews")

    @cached_property
    def _rules(self) -> RegionalReviewRules:
        return load_review_rules()

    @cached_property
    def _reasons(self) -> list[Reason]:
        return load_reasons()

    @cached_property
    def _reviews(self) -> ReviewRepository:
        return ReviewRepository(self.cipher)

    @cached_property
    def _appeals(self) -> AppealRepository:
        return AppealRepository(self.cipher)

    @cached_property
    def _notices(self) -> NoticeRepository:
        return NoticeRepository(self.cipher, CaseRepository())

    @cached_property
    def _rectifications(self) -> RectificationRepository:
        return RectificationRepository(self.cipher)

    @cached_property
    def _reviewers(self) -> Reviewers:
        return Reviewers(self._reviews, self.people, self.texts)

    @cached_property
    def _progress(self) -> RectificationProgress:
        return RectificationProgress(
            self._rectifications, self._reviewers, CaseRepository(), self._rules, self.texts
        )

    @cached_property
    def _review_views(self) -> ReviewViews:
        return ReviewViews(self._rectifications, self._reasons)

    @cached_property
    def _views(self) -> RectificationViews:
        return RectificationViews(
            rectifications=self._rectifications,
            reviews=self._reviews,
            appeals=self._appeals,
            reviewers=self._reviewers,
            review_views=self._review_views,
            rules=self._rules,
            texts=self.texts,
        )
