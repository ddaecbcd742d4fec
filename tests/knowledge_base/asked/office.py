"""What the tests of what was asked share: a log of made-up answers, and doubles."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.staff import Person, Role
from knowledge_base.adapters.asked_tables import asked
from knowledge_base.answer.context import Context
from knowledge_base.asked.noting import question_key
from knowledge_base.asked.parts import Asked, build_asked
from knowledge_base.given import ExpectedAnswer
from knowledge_base.wire import Answer, AnswerRequest, Status
from tests.knowledge_base.fakes import FakeEmbedder

NOW = datetime(2030, 3, 20, 10, 30, tzinfo=OFFICE_ZONE)
"""A Wednesday."""
EDITOR = Person("lin", "林晓", frozenset({Role.EDITOR}))
OTHER = Person("wu", "吴桐", frozenset({Role.EDITOR}))


class FakeQuestions:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[ExpectedAnswer] = []

    def add_question(
        self, connection: Connection, expected: ExpectedAnswer, *, person: Person, at: datetime
    ) -> str:
        self.kept.append(expected)
        return f"fixes:{len(self.kept) - 1}"


def office(engine: Engine, *, now: datetime = NOW, questions: FakeQuestions | None = None) -> Asked:
    return build_asked(
        engine,
        clock=FixedClock(now),
        embedder=FakeEmbedder(),
        questions=questions or FakeQuestions(),
        kept_days=180,
    )


def row(question: str = "失业登记要几天", **values: Any) -> dict[str, Any]:
    """An answer as it is kept, two hours ago unless told otherwise."""
    at: datetime = values.pop("at", NOW - timedelta(hours=2))
    document = values.pop("document", "plan")
    cited = {
        "document_id": document,
        "version": 1,
        "chunk_id": f"{document}:1:p1",
        "title": "规划",
        "section": ["专栏一"],
        "quote": "五个工作日",
    }
    return {
        "id": uuid4().hex,
        "at": at,
        "day": at.date(),
        "hour": at.hour,
        "channel": "web_chat",
        "conversation_id": "c1",
        "region": "440104",
        "as_of": at.date(),
        "is_follow_up": False,
        "question": question,
        "question_key": question_key(question),
        "topic": "employment",
        "subject": "失业登记",
        "status": "answered",
        "answer_text": "五个工作日。",
        "citations": [cited],
        "warnings": [],
        "confidence": "high",
        "seconds": 0.1,
        "trace_id": uuid4().hex[:16],
        "trace": {"regions": [], "milliseconds": {}, "parts": []},
        "group_id": None,
        **values,
    }


def unanswered(question: str, **values: Any) -> dict[str, Any]:
    return row(question, **{"status": "not_in_documents", "citations": [], "confidence": "low", **values})


def keep(engine: Engine, *rows: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(asked), list(rows))


def given(question: str, *, trace_id: str = "t1", **request: Any) -> tuple[Context, Answer]:
    """What a pipeline tells of a question that it refused."""
    context = Context(
        request=AnswerRequest(question=question, **request), trace_id=trace_id, as_of=NOW.date()
    )
    context.seconds["retrieve"] = 0.25
    answer = Answer(
        status=Status.NOT_IN_DOCUMENTS, text="没有查到。", as_of=date(2030, 3, 20), trace_id=trace_id
    )
    return context, answer
