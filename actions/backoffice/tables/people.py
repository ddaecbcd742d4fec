"""People who signed in, and the promises that turned out false."""

from sqlalchemy import Column, LargeBinary, String, Table, Text, UniqueConstraint

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# All but the subject is encrypted. `facts` is JSON: what other authorities' records say of the person.
people = Table(
    "backoffice_people",
    metadata,
    Column("subject", String(128), primary_key=True),
    Column("name", LargeBinary, nullable=False),
    Column("identity_number", LargeBinary, nullable=False),
    Column("phone", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

# One for each case that was decided on a false promise. `repaired_at` is null until it is made good.
false_promises = Table(
    "backoffice_false_promises",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", String(128), nullable=False, index=True),
    Column("case_number", String(40), nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("repaired_at", Moment),
    Column("repaired_by", String(100)),
    Column("repair_reason", Text),
    UniqueConstraint("subject", "case_number"),
)
