"""The tables of what was asked: answers given, groups of questions, feedback, ratings, weekly reports."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from chassis.database import Moment
from knowledge_base.adapters.tables import metadata

asked = Table(
    "knowledge_asked",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("conversation_id", String(100), nullable=False),
    Column("region", String(6), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("is_follow_up", Boolean, nullable=False),
    Column("question", Text, nullable=False),
    Column("question_key", String(200), nullable=False),
    Column("topic", String(30), nullable=False),
    Column("subject", Text, nullable=False),
    Column("status", String(30), nullable=False),
    Column("answer_text", Text, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("confidence", String(10), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("trace_id", String(64), nullable=False, index=True),
    Column("trace", JSON, nullable=False),
    Column("group_id", String(32), index=True),
    Index("knowledge_asked_day", "day", "status"),
    Index("knowledge_asked_conversation", "conversation_id", "at"),
)
"""One row an answer. `region` is empty where the answer was for none, `group_id` where it is in no
group. A follow-up can only be understood with what was asked before."""

question_groups = Table(
    "knowledge_question_groups",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("label", Text, nullable=False),
    Column("topic", String(30), nullable=False),
    Column("model_id", String(200), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("cause", String(40)),
    Column("assignee", String(100)),
    Column("note", Text, nullable=False),
    Column("evaluation_question", String(100)),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Questions of one meaning that were not answered, or doubtfully. `vector` is that of the label."""

feedback = Table(
    "knowledge_feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("source", String(10), nullable=False),
    Column("account", String(100), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("comment", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("trace_id", String(64), nullable=False),
    Column("asked_id", String(32)),
    Column("channel", String(20), nullable=False),
    Column("region", String(6), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_text", Text, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("cause", String(40)),
    Column("assignee", String(100)),
    Column("note", Text, nullable=False),
    Column("evaluation_question", String(100)),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""“This answer is wrong”. Question and answer are copied: the row they came from may be deleted before."""

ratings = Table(
    "knowledge_ratings",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("region", String(6), nullable=False),
    Column("level", Integer, nullable=False),
)
"""What was rated (`key` is the caller's), 1 for very dissatisfied to 5 for very satisfied."""

weekly_reports = Table(
    "knowledge_weekly_reports",
    metadata,
    Column("monday", Date, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("content", JSON, nullable=False),
)
"""The figures of a week, from Monday to Sunday, as they were when it was over."""
