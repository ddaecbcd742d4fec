"""Passages by words and by meaning, for each part of the question and each region it is asked for."""

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.documents import DocumentsOnDemand
from knowledge_base.answer.fuse import fuse
from knowledge_base.instructions import reads_like_an_instruction
from knowledge_base.models import Chunk, Filter, Source
from knowledge_base.ports import Vector
from knowledge_base.terms import key_of_chunk
from knowledge_base.tokens import tokens

Ranked = list[tuple[str, float]]

_LIST_LENGTH = 40
"""Of each list. 100 found the same answers on both question sets, in twice the time."""
_CANDIDATES = 12
_LATE = 5
"""Passages that are embedded while somebody waits for the answer."""
_ALSO_SHARE = 0.5
"""What other words for a question's own count. With 0.3 and with 0.8 a little less was found."""


def retrieve(context: Context, services: Services) -> None:
    """Fill each part's findings, one a region, with the best candidates that held on the day asked about."""
    services = services.on(context.as_of)
    for part in context.parts:
        part.findings = findings_of(part, context.regions, services)
    context.documents = DocumentsOnDemand(services.store)


def findings_of(part: Part, regions: tuple[str, ...], services: Services) -> list[Finding]:
    """The words are searched for while the question is still being embedded."""
    by_words = [services.pool.submit(_by_words, part, region, services) for region in regions]
    vector = services.embedder.embed_question(part.query)
    return [
        _found(vector, region, found.result(), services)
        for region, found in zip(regions, by_words, strict=True)
    ]


def _found(vector: Vector, region: str, by_words: Ranked, services: Services) -> Finding:
    by_meaning = _with_late_ones(_by_meaning(vector, region, services), vector, by_words, services)
    return Finding(region=region, candidates=_candidates(by_meaning, by_words, services))


def _by_words(part: Part, region: str, services: Services) -> Ranked:
    """By the question's own words, and with less weight by other words for them."""
    where = Filter(regions=(region,))
    own = tokens(part.query)
    found = services.word_index.search(own, where=where, limit=_LIST_LENGTH)
    also = [token for token in tokens(" ".join(part.also)) if token not in own]
    if not also:
        return found
    scores = dict(found)
    for chunk_id, score in services.word_index.search(also, where=where, limit=_LIST_LENGTH):
        scores[chunk_id] = scores.get(chunk_id, 0.0) + _ALSO_SHARE * score
    return sorted(scores.items(), key=lambda hit: hit[1], reverse=True)[:_LIST_LENGTH]


def _by_meaning(vector: Vector, region: str, services: Services) -> Ranked:
    return services.chunk_index.search(vector, where=Filter(regions=(region,)), limit=_LIST_LENGTH)


def _with_late_ones(by_meaning: Ranked, vector: Vector, by_words: Ranked, services: Services) -> Ranked:
    """A text that is not embedded yet is found by words: the first of its passages are compared here."""
    awaiting = services.awaiting
    late = [chunk_id for chunk_id, _ in by_words if key_of_chunk(chunk_id) in awaiting][:_LATE]
    if not late:
        return by_meaning
    near = services.chunk_index.near(vector, list(services.store.chunks(late).values()))
    known = {chunk_id for chunk_id, _ in near}
    found = [*near, *(hit for hit in by_meaning if hit[0] not in known)]
    return sorted(found, key=lambda hit: hit[1], reverse=True)


def _candidates(by_meaning: Ranked, by_words: Ranked, services: Services) -> list[Candidate]:
    """The best of both lists. What one of them does not have counts there as its last one does."""
    hits = fuse(by_meaning, by_words)[:_CANDIDATES]
    chunks = services.store.chunks([hit.chunk_id for hit in hits])
    last_dense, last_lexical = (
        min((score for _, score in found), default=0.0) for found in (by_meaning, by_words)
    )
    return [
        Candidate(
            chunk=chunks[hit.chunk_id],
            dense=hit.dense if hit.dense is not None else last_dense,
            lexical=hit.lexical if hit.lexical is not None else last_lexical,
            fused=hit.fused,
        )
        for hit in hits
        if hit.chunk_id in chunks and not _is_an_instruction(chunks[hit.chunk_id])
    ]


def _is_an_instruction(chunk: Chunk) -> bool:
    """What somebody wrote into a document for a machine is not told to people."""
    return chunk.source is Source.OFFICIAL and reads_like_an_instruction(chunk.text)
