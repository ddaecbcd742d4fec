"""Passages by words and by meaning, for each part of the question and each region it is asked for."""

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.fuse import fuse
from knowledge_base.models import Filter
from knowledge_base.ports import Vector
from knowledge_base.tokens import tokens

_LIST_LENGTH = 40
"""Of each list. 100 found the same answers on both question sets, in twice the time."""
_CANDIDATES = 12


def retrieve(context: Context, services: Services) -> None:
    """Fill each part's findings, one a region, with the best candidates."""
    for part in context.parts:
        vector = services.embedder.embed_question(part.query)
        part.findings = [
            Finding(region=region, candidates=_candidates(part, region, vector, services))
            for region in context.regions
        ]
    context.documents = {document.id: document for document in services.store.documents()}


def _candidates(part: Part, region: str, vector: Vector, services: Services) -> list[Candidate]:
    where = Filter(regions=(region,))
    hits = fuse(
        services.chunk_index.search(vector, where=where, limit=_LIST_LENGTH),
        services.word_index.search(tokens(part.query), where=where, limit=_LIST_LENGTH),
    )[:_CANDIDATES]
    chunks = services.store.chunks([hit.chunk_id for hit in hits])
    return [
        Candidate(
            chunk=chunks[hit.chunk_id],
            dense=hit.dense if hit.dense is not None else 0.0,
            lexical=hit.lexical if hit.lexical is not None else 0.0,
            fused=hit.fused,
        )
        for hit in hits
        if hit.chunk_id in chunks
    ]
