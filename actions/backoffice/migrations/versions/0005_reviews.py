"""Reviews, rectifications, appeals, and notices to conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_RECTIFICATION = "backoffice_rectifications.number"


def upgrade() -> None:
    _create_reviews()
    _create_rectifications()
    _create_appeals_and_entries()
    op.create_table(
        "backoffice_notices",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    for table in ("notices", "review_appeals", "rectification_entries", "rectifications", "reviews"):
        op.drop_table(f"backoffice_{table}")


def _create_reviews() -> None:
    op.create_table(
        "backoffice_reviews",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("subject", sa.String(128), index=True),
        sa.Column("conversation_id", sa.String(64), index=True),
        sa.Column("region", sa.String(6), index=True),
        sa.Column("item", sa.String(80)),
        sa.Column("unit", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("comment", sa.LargeBinary, nullable=False),
        sa.Column("photos", sa.Text, nullable=False),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("handled_by", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False, index=True),
        sa.Column("changeable_until", _MOMENT, nullable=False),
        sa.Column("left_out", sa.Boolean, nullable=False),
        sa.UniqueConstraint("kind", "about"),
    )


def _create_rectifications() -> None:
    op.create_table(
        "backoffice_rectifications",
        sa.Column("number", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "review_id", sa.String(32), sa.ForeignKey("backoffice_reviews.id"), nullable=False, index=True
        ),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("unit", sa.String(100), nullable=False, index=True),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("taken_in_by", sa.String(100)),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("contactable", sa.Boolean, nullable=False),
        sa.Column("contact_by", _MOMENT, nullable=False),
        sa.Column("contacted_at", _MOMENT),
        sa.Column("reply_by", sa.Date, nullable=False),
        sa.Column("replied_at", _MOMENT),
        sa.Column("answered_at", _MOMENT),
        sa.Column("scheduled_for", sa.Date),
        sa.Column("fixed_at", _MOMENT),
        sa.Column("broken", sa.Text, nullable=False),
        sa.Column("reply", sa.LargeBinary),
        sa.Column("fix_rating", sa.String(16)),
        sa.Column("rated_at", _MOMENT),
    )


def _create_appeals_and_entries() -> None:
    op.create_table(
        "backoffice_rectification_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("number", sa.String(40), sa.ForeignKey(_RECTIFICATION), nullable=False, index=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "backoffice_review_appeals",
        sa.Column("number", sa.String(40), sa.ForeignKey(_RECTIFICATION), primary_key=True),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("decide_by", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("decided_by", sa.String(100)),
        sa.Column("decision", sa.LargeBinary),
    )
