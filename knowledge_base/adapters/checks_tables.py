"""The tables of asking before a change is made."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from chassis.database import Moment
from knowledge_base.adapters.tables import metadata

runs = Table(
    "knowledge_check_runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    # What is tried, and a key of it to find the run before.
    Column("subject", JSON, nullable=False),
    Column("subject_key", String(64), nullable=False),
    Column("sets", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("basis", String(64), nullable=False),
    Column("account", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("compared_with", String(32)),
    Column("cancel_asked", Boolean, nullable=False),
    Column("problem", String(60), nullable=False),
    Index("knowledge_check_runs_subject", "kind", "subject_key", "created_at"),
)

results = Table(
    "knowledge_check_results",
    metadata,
    Column("run_id", String(32), ForeignKey("knowledge_check_runs.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("set_key", String(40), nullable=False),
    # The same question in another run has the same key.
    Column("question_key", String(64), nullable=False),
    Column("question", JSON, nullable=False),
    Column("outcome", String(10)),
    Column("reasons", JSON, nullable=False),
    Column("holds", Boolean),
    Column("held", Boolean),
    Column("old", JSON),
    Column("new", JSON),
    Index("knowledge_check_results_outcome", "run_id", "outcome", "position"),
    Index("knowledge_check_results_question", "run_id", "question_key"),
)

sets = Table(
    "knowledge_question_sets",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("account", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    UniqueConstraint("title", name="knowledge_question_sets_title"),
)

set_questions = Table(
    "knowledge_set_questions",
    metadata,
    Column("set_id", String(32), ForeignKey("knowledge_question_sets.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source", String(200), nullable=False, index=True),
    Column("question", JSON, nullable=False),
)

floors = Table(
    "knowledge_check_floors",
    metadata,
    Column("set_key", String(40), primary_key=True),
    Column("least", Float, nullable=False),
    Column("revision", Integer, nullable=False),
)

bars = Table(
    "knowledge_judge_bars",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("bars", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("run_id", String(32)),
    Column("at", Moment, nullable=False),
    Column("account", String(100), nullable=False),
    Column("name", String(100), nullable=False),
)
