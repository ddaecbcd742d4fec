"""Puts questions that nothing answers well beside those of the same meaning, round by round."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, insert, or_, select, update

from chassis.clock import Clock
from chassis.database import begin_writing
from knowledge_base.adapters.asked_tables import asked, question_groups
from knowledge_base.asked.alike import ALIKE, Likeness
from knowledge_base.asked.noting import meaning_of
from knowledge_base.desk_wire.asked import GroupKind, TriageState
from knowledge_base.ports import Vector
from knowledge_base.wire import Status

_ROUND = 300
"""Questions that are embedded in one round at most: the embedder answers citizens meanwhile."""


@dataclass
class _Group:
    id: str
    label: str
    vector: Vector
    is_new: bool = False
    questions: list[RowMapping] = field(default_factory=list)


@dataclass(frozen=True)
class Grouping:
    engine: Engine
    clock: Clock
    likeness: Likeness

    def make_round(self) -> int:
        """Give questions that are in no group one, the oldest first; how many there were.

        A question joins the group that is most like it, or begins one. Cut off, it leaves nothing behind.

        Raises:
            EmbedderFailed: nothing was grouped.
        """
        return sum(self._group(kind) for kind in GroupKind)

    def _group(self, kind: GroupKind) -> int:
        with self.engine.connect() as connection:
            query = select(asked).where(asked.c.group_id.is_(None), of_kind(kind)).order_by(asked.c.at)
            questions = connection.execute(query.limit(_ROUND)).mappings().all()
            groups = self._known(connection, kind) if questions else []
        for question in questions:
            self._place(question, groups)
        joined = [group for group in groups if group.questions]
        if joined:
            with begin_writing(self.engine) as connection:
                for group in joined:
                    self._write(connection, kind, group)
        return len(questions)

    def _known(self, connection: Connection, kind: GroupKind) -> list[_Group]:
        """With vectors of the embedder that is in use now."""
        table = question_groups.c
        query = select(table.id, table.label, table.model_id, table.vector).where(table.kind == kind)
        return [_Group(row.id, row.label, self._vector_of(row)) for row in connection.execute(query)]

    def _vector_of(self, row: Any) -> Vector:
        if row.model_id == self.likeness.embedder.model_id:
            return np.frombuffer(row.vector, dtype=np.float32)
        return self.likeness.vector(row.label)

    def _place(self, question: RowMapping, groups: list[_Group]) -> None:
        meaning = meaning_of(question)
        vector = self.likeness.vector(meaning)
        group = self._most_alike(meaning, vector, groups)
        if group is None:
            group = _Group(uuid4().hex, meaning, vector, is_new=True)
            groups.append(group)
        group.questions.append(question)

    def _most_alike(self, meaning: str, vector: Vector, groups: Sequence[_Group]) -> _Group | None:
        if not groups:
            return None
        labels, vectors = [group.label for group in groups], np.stack([group.vector for group in groups])
        likeness = self.likeness.to_each(meaning, vector, labels, vectors)
        best = int(likeness.argmax())
        return groups[best] if likeness[best] >= ALIKE else None

    def _write(self, connection: Connection, kind: GroupKind, group: _Group) -> None:
        table, vector = question_groups, group.vector.astype(np.float32).tobytes()
        known = {"model_id": self.likeness.embedder.model_id, "vector": vector}
        last_at = group.questions[-1]["at"]
        if group.is_new:
            begun = _begun(kind, group) | {"changed_at": self.clock.now()}
            connection.execute(insert(table).values(**known, **begun, last_at=last_at))
        else:
            connection.execute(update(table).where(table.c.id == group.id).values(**known, last_at=last_at))
        ids = [question["id"] for question in group.questions]
        connection.execute(update(asked).where(asked.c.id.in_(ids)).values(group_id=group.id))


def of_kind(kind: GroupKind) -> ColumnElement[bool]:
    """The answers that groups of a kind are made of."""
    if kind is GroupKind.UNANSWERED:
        return asked.c.status.in_([Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE])
    low = and_(asked.c.status == Status.ANSWERED, asked.c.confidence == "low")
    return or_(asked.c.status == Status.PARTLY_ANSWERED, low)


def _begun(kind: GroupKind, group: _Group) -> dict[str, Any]:
    first = group.questions[0]
    first_at: datetime = first["at"]
    return {
        "id": group.id,
        "kind": kind.value,
        "label": group.label,
        "topic": first["topic"],
        "first_at": first_at,
        "state": TriageState.NEW.value,
        "note": "",
        "revision": 1,
    }
