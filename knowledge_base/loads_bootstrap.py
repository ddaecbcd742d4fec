"""Puts together how files are loaded."""

from sqlalchemy import Engine

from chassis.clock import Clock
from knowledge_base.adapters.load_store import LoadStore
from knowledge_base.publish.duplicates import Duplicates
from knowledge_base.publish.loads import Loads, Propose
from knowledge_base.publish.read_loads import LoadReader
from knowledge_base.service import Knowledge


def build_loads(
    knowledge: Knowledge, database: Engine, clock: Clock, *, propose: Propose
) -> tuple[Loads, LoadReader]:
    """What staff do with loads, and what reads their files."""
    store, synchroniser = LoadStore(database), knowledge.synchroniser
    loads = Loads(store, synchroniser, Duplicates(store, knowledge.store), propose, clock)
    return loads, LoadReader(store, clock, synchroniser.scans)
