"""What waits for whoever has come in: each count from its own route, and none is waited for long."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chassis.logs import get_logger
from chassis.staff import Role
from connectors.console.errors import KnowledgeRefused, KnowledgeUnavailable
from connectors.console.visit import Visit
from knowledge_base.desk_wire.approval import ProposalPage, StepName
from knowledge_base.desk_wire.asked import FeedbackPage, GroupPage
from knowledge_base.desk_wire.curated import WaitingChange
from knowledge_base.desk_wire.loads import MAX_LOADS_PAGE, LoadPage
from knowledge_base.desk_wire.watch import WatchList

LONGEST_SECONDS = 2.0
_SOON_DAYS = 30
_REFUSED_DAYS = 7
_MOST_PROPOSALS = 100


@dataclass(frozen=True)
class Waiting:
    """`name` is that of its words. `count` is None where it could not be learnt."""

    name: str
    path: str
    count: int | None


@dataclass(frozen=True)
class _Question:
    name: str
    path: str
    role: Role
    count: Callable[[Visit], Awaitable[int]]


async def what_waits(visit: Visit) -> list[Waiting]:
    """Only what this person may do something about."""
    questions = [question for question in _QUESTIONS if visit.person.may(question.role)]
    counts = await asyncio.gather(*(_ask(question, visit) for question in questions))
    return [
        Waiting(question.name, question.path, count)
        for question, count in zip(questions, counts, strict=True)
    ]


async def _ask(question: _Question, visit: Visit) -> int | None:
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            return await question.count(visit)
    except (KnowledgeRefused, KnowledgeUnavailable, TimeoutError) as error:
        get_logger().warning("waiting_not_counted", what=question.name, cause=type(error).__name__)
        return None


async def _proposals(visit: Visit) -> int:
    page = await visit.office.get("/proposals", ProposalPage, state="submitted", limit=_MOST_PROPOSALS)
    return sum(StepName.APPROVE in proposal.may for proposal in page.proposals)


async def _points(visit: Visit) -> int:
    """A publisher's are those that others have submitted, an author's own those that still are drafts."""
    account, decides = visit.person.account, visit.person.may(Role.PUBLISHER)
    states = {True: "draft", False: "submitted" if decides else None}
    found = await visit.office.get("/points/waiting", list[WaitingChange])
    return sum(item.change.state == states[_is_by(item, account)] for item in found)


def _is_by(item: WaitingChange, account: str) -> bool:
    return account in {author.account for author in item.change.authors}


async def _loads(visit: Visit) -> int:
    """A file that was refused stays so: after a week nobody waits for it any more."""
    states = ["ready", "refused"]
    page = await visit.office.get("/loads", LoadPage, state=states, mine="true", limit=MAX_LOADS_PAGE)
    now = visit.console.clock.now()
    return sum(load.state == "ready" or (now - load.changed_at).days < _REFUSED_DAYS for load in page.loads)


async def _questions(visit: Visit) -> int:
    return (await visit.office.get("/question-groups", GroupPage, state="new", limit=1)).total


async def _feedback(visit: Visit) -> int:
    return (await visit.office.get("/feedback", FeedbackPage, state="new", limit=1)).total


async def _ending(visit: Visit) -> int:
    watch = await visit.office.get("/watch", WatchList)
    return sum(concern.kind == "expiring" and concern.within == _SOON_DAYS for concern in watch.concerns)


_QUESTIONS = (
    _Question("proposals", "/desk/approval?state=submitted", Role.PUBLISHER, _proposals),
    _Question("points", "/desk/points", Role.EDITOR, _points),
    _Question("loads", "/desk/loads", Role.EDITOR, _loads),
    _Question("questions", "/desk/questions?state=new", Role.EDITOR, _questions),
    _Question("feedback", "/desk/feedback?state=new", Role.EDITOR, _feedback),
    _Question("ending", "/desk/watch?kind=expiring", Role.EDITOR, _ending),
)
