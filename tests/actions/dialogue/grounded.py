"""The knowledge service as disputes see it: the policy points that ship, told by the real service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from knowledge_base.bootstrap import assemble
from knowledge_base.errors import KnowledgeUnavailable
from knowledge_base.service import Knowledge
from knowledge_base.wire import PointsTold
from tests.actions.dialogue.talk import MONDAY
from tests.actions.fakes import FakeKnowledge
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.fakes import FakeDocumentStore, FakeIndexState


@cache
def shipped() -> Knowledge:
    """Read only: nothing is asked of it that needs an index."""
    embedder = PairEmbedder()
    knowledge = assemble(
        store=FakeDocumentStore(),
        chunk_index=MemoryChunkIndex(embedder),
        word_index=MemoryWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        clock=MONDAY,
    )
    knowledge.load_policy_points()
    return knowledge


@dataclass
class GroundedKnowledge(FakeKnowledge):
    """`withdrawn`: points that staff have taken back. `down`: it does not answer."""

    withdrawn: set[str] = field(default_factory=set)
    down: bool = False

    async def points(self, ids: Sequence[str], *, trace_id: str) -> PointsTold:
        self.trace_ids.append(trace_id)
        if self.down:
            raise KnowledgeUnavailable("down")
        told = shipped().tell(list(ids)).points
        return PointsTold(points=[point for point in told if point.id not in self.withdrawn])
