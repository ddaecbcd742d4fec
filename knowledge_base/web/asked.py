"""Routes of what was asked: for staff, and for the services through which citizens speak."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from chassis.staff_web import Editing, Viewing
from knowledge_base.asked.analytics import Period
from knowledge_base.asked.answers import Wanted
from knowledge_base.asked.tabular import answers_csv, figures_csv
from knowledge_base.days import Day
from knowledge_base.desk_wire.asked import (
    MAX_PAGE,
    Analytics,
    AskedDetail,
    AskedPage,
    CallersFeedback,
    FeedbackDetail,
    FeedbackKind,
    FeedbackPage,
    FeedbackRequest,
    FeedbackSource,
    FeedbackTaken,
    GroupDetail,
    GroupKind,
    GroupPage,
    Rated,
    RatingRequest,
    Triage,
    TriageState,
    WeeklyReport,
    WeeklyReportLine,
)
from knowledge_base.web.deps import DeskHere
from knowledge_base.wire import Status

_MOST_EXPORTED = 10_000
_FURTHEST = 1_000_000

router = APIRouter(prefix="/kb/v1/desk", tags=["asked"])
callers = APIRouter(prefix="/kb/v1", tags=["asked"])
"""Behind the service token: other services pass on what citizens say of answers."""

Offset = Annotated[int, Query(ge=0, le=_FURTHEST)]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Word = Annotated[str | None, Field(max_length=100)]


class CsvResponse(Response):
    media_type = "text/csv; charset=utf-8"


_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}}, "description": "CSV"}}


@callers.post("/feedback")
def passed_on(said: CallersFeedback, desk: DeskHere) -> FeedbackTaken:
    """A citizen, or an agent, says that an answer is wrong. The same again changes nothing."""
    return desk.asked.feedback.take(said, source=said.source, account=said.account, callers_key=said.key)


@callers.post("/ratings")
def rated(rating: RatingRequest, desk: DeskHere) -> Rated:
    """What a citizen rated a conversation with. Of one key the first stands."""
    return desk.asked.ratings.take(rating)


def _wanted(
    *,
    first_day: Day | None = None,
    last_day: Day | None = None,
    region: Word = None,
    channel: Word = None,
    status: Status | None = None,
    topic: Word = None,
    words: Word = None,
) -> Wanted:
    return Wanted(
        first_day=first_day,
        last_day=last_day,
        region=region,
        channel=channel,
        status=status,
        topic=topic,
        words=words,
    )


def _period(first_day: Day, last_day: Day, region: Word = None, channel: Word = None) -> Period:
    return Period(first_day=first_day, last_day=last_day, region=region, channel=channel)


WantedHere = Annotated[Wanted, Depends(_wanted)]
PeriodHere = Annotated[Period, Depends(_period)]


@router.get("/asked")
def answers(
    person: Viewing, desk: DeskHere, wanted: WantedHere, offset: Offset = 0, limit: Limit = 50
) -> AskedPage:
    """Answers that were given, the latest first."""
    del person
    return desk.asked.answers.page(wanted, offset=offset, limit=limit)


@router.get("/asked.csv", response_class=CsvResponse, responses=_CSV)
def answers_as_table(person: Viewing, desk: DeskHere, wanted: WantedHere) -> CsvResponse:
    """The latest 10,000 of them for Excel."""
    del person
    page = desk.asked.answers.page(wanted, limit=_MOST_EXPORTED)
    return _file(answers_csv(page.answers), "answers.csv")


@router.get("/asked/{asked_id}")
def answer(person: Viewing, desk: DeskHere, asked_id: str) -> AskedDetail:
    """One answer with what it rested on, and how it came about."""
    del person
    return desk.asked.answers.one(asked_id)


@router.get("/question-groups")
def groups(
    person: Viewing,
    desk: DeskHere,
    *,
    kind: GroupKind | None = None,
    state: TriageState | None = None,
    topic: Word = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> GroupPage:
    """Questions of one meaning that were not answered, or doubtfully; the most asked first."""
    del person
    return desk.asked.groups.page(kind=kind, state=state, topic=topic, offset=offset, limit=limit)


@router.get("/question-groups/{group_id}")
def group(person: Viewing, desk: DeskHere, group_id: str) -> GroupDetail:
    """A group with its latest questions and their traces."""
    del person
    return desk.asked.groups.one(group_id)


@router.post("/question-groups/{group_id}/triage")
def triage_group(person: Editing, desk: DeskHere, group_id: str, triage: Triage) -> GroupDetail:
    """Assign a group, say why it is not answered, mark it as out of scope or put right."""
    return desk.asked.groups.triage(group_id, triage, person=person)


@router.get("/feedback")
def feedback(
    person: Viewing,
    desk: DeskHere,
    *,
    state: TriageState | None = None,
    kind: FeedbackKind | None = None,
    source: FeedbackSource | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> FeedbackPage:
    """What people found wrong, the latest first."""
    del person
    return desk.asked.feedback.page(state=state, kind=kind, source=source, offset=offset, limit=limit)


@router.post("/feedback")
def give_feedback(person: Viewing, desk: DeskHere, said: FeedbackRequest) -> FeedbackTaken:
    """Say that an answer is wrong: whoever works here may."""
    return desk.asked.feedback.take(said, source=FeedbackSource.STAFF, account=person.account, person=person)


@router.get("/feedback/{feedback_id}")
def one_feedback(person: Viewing, desk: DeskHere, feedback_id: str) -> FeedbackDetail:
    """What somebody found wrong, with the answer and its trace."""
    del person
    return desk.asked.feedback.one(feedback_id)


@router.post("/feedback/{feedback_id}/triage")
def triage_feedback(person: Editing, desk: DeskHere, feedback_id: str, triage: Triage) -> FeedbackDetail:
    """Assign it, name the cause, mark it as put right or as no fault."""
    return desk.asked.feedback.triage(feedback_id, triage, person=person)


@router.get("/analytics")
def analytics(person: Viewing, desk: DeskHere, period: PeriodHere) -> Analytics:
    """The figures of a period, both days included."""
    del person
    return desk.asked.analytics(period)


@router.get("/analytics.csv", response_class=CsvResponse, responses=_CSV)
def analytics_as_table(person: Viewing, desk: DeskHere, period: PeriodHere) -> CsvResponse:
    """The figures for Excel."""
    del person
    figures = desk.asked.analytics(period)
    return _file(figures_csv(figures), f"analytics-{period.first_day}-{period.last_day}.csv")


@router.get("/weekly-reports")
def weekly_reports(person: Viewing, desk: DeskHere) -> list[WeeklyReportLine]:
    """The reports of the last two years, the latest first."""
    del person
    return desk.asked.weekly.lines()


@router.get("/weekly-reports/{monday}")
def weekly_report(person: Viewing, desk: DeskHere, monday: Day) -> WeeklyReport:
    """The figures of the week that begins on that day, and of the one before."""
    del person
    return desk.asked.weekly.one(monday)


@router.get("/weekly-reports/{monday}/table.csv", response_class=CsvResponse, responses=_CSV)
def weekly_report_as_table(person: Viewing, desk: DeskHere, monday: Day) -> CsvResponse:
    """A week's figures for Excel."""
    del person
    return _file(figures_csv(desk.asked.weekly.one(monday).figures), f"week-{monday}.csv")


def _file(content: bytes, name: str) -> CsvResponse:
    return CsvResponse(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})
