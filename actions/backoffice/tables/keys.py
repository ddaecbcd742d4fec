"""The fingerprint of the data key that this database's personal data is encrypted with."""

from sqlalchemy import Column, Integer, String, Table

from actions.backoffice.tables.base import metadata

data_keys = Table(
    "backoffice_data_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
)
