"""Two ranked lists made one: z-scores over the union, a missing score taken as its list's lowest.

On the outside yardstick (990 questions, lists of 40) recall@1 is 0.860; with meaning alone 0.814, with words
alone 0.818. Shares of 0.5 and 0.4 for meaning and lists of 100 found as much, fusing by ranks less: 0.831.
"""

from collections.abc import Sequence
from math import sqrt

from knowledge_base.models import Hit

DENSE_SHARE = 0.6


def fuse(
    dense: Sequence[tuple[str, float]],
    lexical: Sequence[tuple[str, float]],
    *,
    dense_share: float = DENSE_SHARE,
) -> list[Hit]:
    """Hits by falling fused score."""
    by_meaning, by_words = dict(dense), dict(lexical)
    ids = list(dict.fromkeys([*by_meaning, *by_words]))
    dense_z, lexical_z = _z_scores(ids, by_meaning), _z_scores(ids, by_words)
    hits = [
        Hit(
            chunk_id=chunk_id,
            dense=by_meaning.get(chunk_id),
            lexical=by_words.get(chunk_id),
            fused=dense_share * dense_z[chunk_id] + (1 - dense_share) * lexical_z[chunk_id],
        )
        for chunk_id in ids
    ]
    return sorted(hits, key=lambda hit: hit.fused, reverse=True)


def _z_scores(ids: Sequence[str], scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return dict.fromkeys(ids, 0.0)
    lowest = min(scores.values())
    filled = [scores.get(chunk_id, lowest) for chunk_id in ids]
    if min(filled) == max(filled):
        return dict.fromkeys(ids, 0.0)
    # By hand: `statistics` reckons in exact fractions, in a hundred times the time.
    mean = sum(filled) / len(filled)
    deviation = sqrt(sum((score - mean) ** 2 for score in filled) / len(filled))
    return {chunk_id: (score - mean) / deviation for chunk_id, score in zip(ids, filled, strict=True)}
