"""Windows, slots, appointments, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_windows()
    _create_appointments()
    op.create_table(
        "backoffice_reminders",
        sa.Column(
            "appointment",
            sa.String(40),
            sa.ForeignKey("backoffice_appointments.number"),
            primary_key=True,
        ),
        sa.Column("due_on", sa.Date, nullable=False, index=True),
        sa.Column("made_at", _MOMENT),
    )


def downgrade() -> None:
    for table in ("reminders", "appointments", "slots", "windows"):
        op.drop_table(f"backoffice_{table}")


def _create_windows() -> None:
    op.create_table(
        "backoffice_windows",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("region", sa.String(6), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("street", sa.String(40), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("periods", sa.Text, nullable=False),
        sa.Column("slot_minutes", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "backoffice_slots",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("window_code", sa.String(80), sa.ForeignKey("backoffice_windows.code"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
    )
    op.create_index("ix_backoffice_slots_window_day", "backoffice_slots", ["window_code", "day"])


def _create_appointments() -> None:
    op.create_table(
        "backoffice_appointments",
        sa.Column("number", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False, index=True),
        sa.Column("window_code", sa.String(80), sa.ForeignKey("backoffice_windows.code"), nullable=False),
        sa.Column("slot_id", sa.String(100), sa.ForeignKey("backoffice_slots.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("starts", sa.Time, nullable=False),
        sa.Column("ends", sa.Time, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("queue_number", sa.String(10), nullable=False),
        sa.Column("item", sa.String(80)),
        sa.Column("booked_at", _MOMENT, nullable=False),
    )
    booked = sa.text("state = 'booked'")
    op.create_index(
        "ix_backoffice_appointments_place",
        "backoffice_appointments",
        ["slot_id", "place"],
        unique=True,
        sqlite_where=booked,
        postgresql_where=booked,
    )
