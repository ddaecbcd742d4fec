"""Passages by words and by meaning, for each part of the question and each region it is asked for."""

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.fuse import fuse
from knowledge_base.models import Filter
from knowledge_base.ports import Vector
from knowledge_base.tokens import tokens

Ranked = list[tuple[str, float]]

_LIST_LENGTH = 40
"""Of each list. 100 found the same answers on both question sets, in twice the time."""
_CANDIDATES = 12


def retrieve(context: Context, services: Services) -> None:
    """Fill each part's findings, one a region, with the best candidates."""
    for part in context.parts:
        part.findings = _findings(part, context.regions, services)
    context.documents = {document.id: document for document in services.store.documents()}


def _findings(part: Part, regions: tuple[str, ...], services: Services) -> list[Finding]:
    """The words are searched for while the question is still being embedded."""
    wanted = tokens(part.query)
    by_words = [services.pool.submit(_by_words, wanted, region, services) for region in regions]
    vector = services.embedder.embed_question(part.query)
    return [
        Finding(
            region=region,
            candidates=_candidates(_by_meaning(vector, region, services), found.result(), services),
        )
        for region, found in zip(regions, by_words, strict=True)
    ]


def _by_words(wanted: list[str], region: str, services: Services) -> Ranked:
    return services.word_index.search(wanted, where=Filter(regions=(region,)), limit=_LIST_LENGTH)


def _by_meaning(vector: Vector, region: str, services: Services) -> Ranked:
    return services.chunk_index.search(vector, where=Filter(regions=(region,)), limit=_LIST_LENGTH)


def _candidates(by_meaning: Ranked, by_words: Ranked, services: Services) -> list[Candidate]:
    hits = fuse(by_meaning, by_words)[:_CANDIDATES]
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
