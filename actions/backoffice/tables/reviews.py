"""Reviews (好差评), the rectifications that bad ones open, and appeals against them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# One for each matter. `comment` and `phone` are encrypted, `reasons`, `photos`, `handled_by` are JSON.
# `subject` is null where nobody was signed in; `conversation_id` is where the citizen hears of what
# follows. `unit` has handled the matter. An appeal that was upheld has `left_out` it from the statistics.
reviews = Table(
    "backoffice_reviews",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("subject", String(128), index=True),
    Column("conversation_id", String(64), index=True),
    Column("region", String(6), index=True),
    Column("item", String(80)),
    Column("unit", String(100), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("level", String(16), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("comment", LargeBinary, nullable=False),
    Column("photos", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("phone", LargeBinary),
    Column("handled_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("changeable_until", Moment, nullable=False),
    Column("left_out", Boolean, nullable=False),
    UniqueConstraint("kind", "about"),
)

# `broken` is JSON: the limits for whose sake it has escalated. `replied_at` is that of the first reply,
# `answered_at` of the last. `reply` is encrypted. A review that became bad again has a second one.
rectifications = Table(
    "backoffice_rectifications",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("review_id", ForeignKey("backoffice_reviews.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("unit", String(100), nullable=False, index=True),
    Column("role", String(100), nullable=False),
    Column("taken_in_by", String(100)),
    Column("opened_at", Moment, nullable=False),
    Column("contactable", Boolean, nullable=False),
    Column("contact_by", Moment, nullable=False),
    Column("contacted_at", Moment),
    Column("reply_by", Date, nullable=False),
    Column("replied_at", Moment),
    Column("answered_at", Moment),
    Column("scheduled_for", Date),
    Column("fixed_at", Moment),
    Column("broken", Text, nullable=False),
    Column("reply", LargeBinary),
    Column("fix_rating", String(16)),
    Column("rated_at", Moment),
)

# `by` is an account of the staff, or who else it was in words. `text` is encrypted.
rectification_entries = Table(
    "backoffice_rectification_entries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("number", ForeignKey("backoffice_rectifications.number"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("by", String(100), nullable=False),
    Column("text", LargeBinary, nullable=False),
)

# One for each rectification. `text` and `decision` are encrypted.
appeals = Table(
    "backoffice_review_appeals",
    metadata,
    Column("number", ForeignKey("backoffice_rectifications.number"), primary_key=True),
    Column("ground", String(16), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    Column("decide_by", Date, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", String(100)),
    Column("decision", LargeBinary),
)
