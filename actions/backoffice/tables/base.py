"""What all tables share: one collection of them."""

from sqlalchemy import MetaData

metadata = MetaData()
