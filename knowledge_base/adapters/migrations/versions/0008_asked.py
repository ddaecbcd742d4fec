"""What was asked: answers given, groups of questions, feedback, ratings, weekly reports.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _asked()
    _question_groups()
    _feedback()
    op.create_table(
        "knowledge_ratings",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_weekly_reports",
        sa.Column("monday", sa.Date, primary_key=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )


def _asked() -> None:
    op.create_table(
        "knowledge_asked",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("conversation_id", sa.String(100), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("is_follow_up", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("question_key", sa.String(200), nullable=False),
        sa.Column("topic", sa.String(30), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("answer_text", sa.Text, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("confidence", sa.String(10), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("trace_id", sa.String(64), nullable=False, index=True),
        sa.Column("trace", sa.JSON, nullable=False),
        sa.Column("group_id", sa.String(32), index=True),
    )
    op.create_index("knowledge_asked_day", "knowledge_asked", ["day", "status"])
    op.create_index("knowledge_asked_conversation", "knowledge_asked", ["conversation_id", "at"])


def _question_groups() -> None:
    op.create_table(
        "knowledge_question_groups",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("topic", sa.String(30), nullable=False),
        sa.Column("model_id", sa.String(200), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("first_at", Moment, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        *_triage(),
    )


def _feedback() -> None:
    op.create_table(
        "knowledge_feedback",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("expected", sa.Text, nullable=False),
        sa.Column("trace_id", sa.String(64), nullable=False),
        sa.Column("asked_id", sa.String(32)),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer_text", sa.Text, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        *_triage(),
    )


def _triage() -> list[sa.Column]:
    return [
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("cause", sa.String(40)),
        sa.Column("assignee", sa.String(100)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("evaluation_question", sa.String(100)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    ]
