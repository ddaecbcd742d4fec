"""“This answer is wrong”: taken from citizens, agents and staff, and brought to a cause."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, RowMapping, func, select

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from chassis.staff import Person
from knowledge_base.adapters.asked_tables import asked, feedback
from knowledge_base.adapters.tables import audit
from knowledge_base.asked.answers import detail_of
from knowledge_base.asked.masking import mask
from knowledge_base.asked.triage import Desk
from knowledge_base.desk_wire.asked import (
    FeedbackDetail,
    FeedbackKind,
    FeedbackLine,
    FeedbackPage,
    FeedbackRequest,
    FeedbackSource,
    FeedbackTaken,
    Triage,
    TriageState,
)
from knowledge_base.errors import AskedUnknown


@dataclass(frozen=True)
class Feedback:
    """`flush` brings answers that were just given to where they can be read."""

    engine: Engine
    clock: Clock
    desk: Desk
    flush: Callable[[], object]

    def take(
        self,
        said: FeedbackRequest,
        *,
        source: FeedbackSource,
        account: str = "",
        person: Person | None = None,
        callers_key: str = "",
    ) -> FeedbackTaken:
        """Keep what somebody says. The same said twice by the same is one, and so is all they say under one
        `callers_key`.

        Question and answer are those that were kept under the trace id, else those that come with it. What a
        `person` says at the desk stands in the audit.

        Raises:
            AskedUnknown: it is about no answer that we know, and does not say which.
        """
        key = _key(said, source, account, callers_key)
        if self._is_missing(said.trace_id):
            self.flush()
        with begin_writing(self.engine) as connection:
            row = _row(said, _answer(connection, said), key=key)
            row |= {"source": source.value, "account": account, **self._times()}
            changed = insert_unless_there(connection, feedback, **row)
            if changed and person:
                action = Action("feedback_given", row["id"], {"kind": said.kind.value})
                append(connection, audit, person, action, at=row["at"])
            kept: str = connection.execute(select(feedback.c.id).where(feedback.c.key == key)).scalar_one()
        return FeedbackTaken(id=kept, changed=changed)

    def page(
        self,
        *,
        state: TriageState | None = None,
        kind: FeedbackKind | None = None,
        source: FeedbackSource | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> FeedbackPage:
        """The latest first."""
        table = feedback.c
        wanted = [
            column == value
            for column, value in ((table.state, state), (table.kind, kind), (table.source, source))
            if value is not None
        ]
        query = select(feedback).where(*wanted).order_by(table.at.desc(), table.id)
        with self.engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(feedback).where(*wanted)) or 0
            rows = connection.execute(query.offset(offset).limit(limit)).mappings().all()
        names = FeedbackLine.model_fields
        lines = [FeedbackLine.model_validate({name: row[name] for name in names}) for row in rows]
        return FeedbackPage(total=total, feedback=lines)

    def one(self, feedback_id: str) -> FeedbackDetail:
        """Raises: AskedUnknown."""
        with self.engine.connect() as connection:
            row = connection.execute(select(feedback).where(feedback.c.id == feedback_id)).mappings().first()
            if row is None:
                raise AskedUnknown(f"no feedback {feedback_id!r}")
            about = connection.execute(select(asked).where(asked.c.id == row["asked_id"])).mappings().first()
        names = FeedbackDetail.model_fields.keys() - {"asked"}
        told: dict[str, Any] = {name: row[name] for name in names}
        return FeedbackDetail.model_validate({**told, "asked": detail_of(about) if about else None})

    def triage(self, feedback_id: str, triage: Triage, *, person: Person) -> FeedbackDetail:
        """Raises: AskedUnknown, TriageChanged."""
        self.desk.decide(feedback_id, triage, person=person)
        return self.one(feedback_id)

    def _is_missing(self, trace_id: str) -> bool:
        with self.engine.connect() as connection:
            return connection.scalar(select(asked.c.id).where(asked.c.trace_id == trace_id)) is None

    def _times(self) -> dict[str, Any]:
        now = self.clock.now()
        return {"at": now, "day": now.date(), "changed_at": now}


def _answer(connection: Connection, said: FeedbackRequest) -> RowMapping | None:
    """The answer it is about: the last one of the trace id, or the one to the question where that is told."""
    query = select(asked).where(asked.c.trace_id == said.trace_id).order_by(asked.c.at.desc())
    rows = connection.execute(query).mappings().all()
    question = mask(said.question.strip())
    return next((row for row in rows if row["question"] == question), rows[0] if rows else None)


def _row(said: FeedbackRequest, answer: RowMapping | None, *, key: str) -> dict[str, Any]:
    if answer is None and not said.question.strip():
        raise AskedUnknown(f"no answer of {said.trace_id!r}")
    return {
        "id": uuid4().hex,
        "key": key,
        "kind": said.kind.value,
        "comment": mask(said.comment.strip()),
        "expected": mask(said.expected.strip()),
        "trace_id": said.trace_id,
        "asked_id": answer["id"] if answer else None,
        "channel": answer["channel"] if answer else "",
        "region": answer["region"] if answer else "",
        "question": answer["question"] if answer else mask(said.question.strip()),
        "answer_text": answer["answer_text"] if answer else mask(said.answer_text.strip()),
        "citations": answer["citations"] if answer else [],
        "state": TriageState.NEW.value,
        "note": "",
        "revision": 1,
    }


def _key(said: FeedbackRequest, source: FeedbackSource, account: str, callers_key: str) -> str:
    content = [said.trace_id, said.kind, said.question, said.comment, said.expected]
    told = "\n".join([*([callers_key] if callers_key else content), source, account])
    return hashlib.sha256(told.encode()).hexdigest()
