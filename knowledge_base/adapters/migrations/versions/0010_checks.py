"""Questions asked before a change is made: runs and their results, sets, floors, bars of the judge.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_check_runs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.JSON, nullable=False),
        sa.Column("subject_key", sa.String(64), nullable=False),
        sa.Column("sets", sa.JSON, nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created_at", Moment, nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("started_at", Moment),
        sa.Column("finished_at", Moment),
        sa.Column("compared_with", sa.String(32)),
        sa.Column("cancel_asked", sa.Boolean, nullable=False),
        sa.Column("problem", sa.String(60), nullable=False),
        sa.Index("knowledge_check_runs_subject", "kind", "subject_key", "created_at"),
    )
    op.create_table(
        "knowledge_check_results",
        sa.Column("run_id", sa.String(32), sa.ForeignKey("knowledge_check_runs.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("set_key", sa.String(40), nullable=False),
        sa.Column("question_key", sa.String(64), nullable=False),
        sa.Column("question", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(10)),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("holds", sa.Boolean),
        sa.Column("held", sa.Boolean),
        sa.Column("old", sa.JSON),
        sa.Column("new", sa.JSON),
        sa.Index("knowledge_check_results_outcome", "run_id", "outcome", "position"),
        sa.Index("knowledge_check_results_question", "run_id", "question_key"),
    )
    op.create_table(
        "knowledge_question_sets",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.UniqueConstraint("title", name="knowledge_question_sets_title"),
    )
    op.create_table(
        "knowledge_set_questions",
        sa.Column("set_id", sa.String(32), sa.ForeignKey("knowledge_question_sets.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(200), nullable=False, index=True),
        sa.Column("question", sa.JSON, nullable=False),
    )
    op.create_table(
        "knowledge_check_floors",
        sa.Column("set_key", sa.String(40), primary_key=True),
        sa.Column("least", sa.Float, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_judge_bars",
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("bars", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("run_id", sa.String(32)),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
    )
