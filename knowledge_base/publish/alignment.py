"""Which unit of one version is which of another: by path, by path without numbers, by text, by likeness."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise

from knowledge_base.publish.units import Key, Unit
from knowledge_base.publish.wording import plain

ALIKE = 0.5
"""Share of character pairs in common from which two texts are one, reworded."""
MOST_COMPARED = 10_000
"""Pairs of texts that are compared by likeness at most; beyond, only those under the same heading."""

Pairs = dict[int, int]
"""The places of the old units, each with the place of the new one."""


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Pairs:
    pairs: Pairs = {}
    for key in (_path, _bare_path, _body):
        _match(old, new, pairs, key)
    _match_alike(old, new, pairs)
    _match_by_children(old, new, pairs)
    _match(old, new, pairs, _empty_heading)
    return pairs


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient over character pairs, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def pairs_of_characters(text: str) -> Counter[str]:
    """With every digit as 0: another figure makes no other line."""
    flat = "".join("0" if character.isdigit() else character for character in plain(text))
    return Counter(f"{one}{two}" for one, two in pairwise(f"^{flat}$"))


def best_first(
    old: Sequence[int], new: Sequence[int], score: Callable[[int, int], float], *, least: float
) -> Pairs:
    """Pairs with the highest scores, none used twice."""
    scored = [(score(one, other), one, other) for one in old for other in new]
    pairs: Pairs = {}
    taken: set[int] = set()
    for value, one, other in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if value >= least and one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def moved(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs) -> set[int]:
    """Places of the old units that stand under another heading now, or elsewhere among those beside them."""
    place_old = {unit.path: place for place, unit in enumerate(old)}
    place_new = {unit.path: place for place, unit in enumerate(new)}
    beside: dict[int | None, list[int]] = defaultdict(list)
    found: set[int] = set()
    for one in sorted(pairs):
        above_old, above_new = _parent(old[one], place_old), _parent(new[pairs[one]], place_new)
        if (None if above_old is None else pairs.get(above_old)) != above_new:
            found.add(one)
        else:
            beside[above_old].append(one)
    for siblings in beside.values():
        stayed = _longest_rise([pairs[one] for one in siblings])
        found |= {one for one in siblings if pairs[one] not in stayed}
    return found


def _parent(unit: Unit, places: dict[tuple[str, ...], int]) -> int | None:
    return places.get(unit.path[:-1]) if len(unit.path) > 1 else None


def _longest_rise(places: Sequence[int]) -> set[int]:
    """The longest run of places that rise, gaps allowed."""
    best: list[tuple[int, int | None]] = []
    for at, place in enumerate(places):
        before = [i for i in range(at) if places[i] < place]
        link = max(before, key=lambda i: best[i][0], default=None)
        best.append((1 + (best[link][0] if link is not None else 0), link))
    found: set[int] = set()
    at_last = max(range(len(best)), key=lambda i: best[i][0], default=None)
    while at_last is not None:
        found.add(places[at_last])
        at_last = best[at_last][1]
    return found


def _path(unit: Unit) -> Hashable:
    return unit.path_key


def _bare_path(unit: Unit) -> Hashable:
    return unit.bare_key


def _body(unit: Unit) -> Hashable | None:
    return unit.body_key or None


def _empty_heading(unit: Unit) -> Hashable | None:
    return unit.bare_key[-1:] if not unit.lines else None


def _match(
    old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs, key: Callable[[Unit], Hashable | None]
) -> None:
    """Pair those that share a key, in their order."""
    free: dict[Hashable, list[int]] = defaultdict(list)
    for place in _free(new, set(pairs.values())):
        free[key(new[place])].append(place)
    for place in _free(old, set(pairs)):
        shared = key(old[place])
        if shared is not None and free[shared]:
            pairs[place] = free[shared].pop(0)


def _match_alike(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs) -> None:
    left = [place for place in _free(old, set(pairs)) if old[place].lines]
    right = [place for place in _free(new, set(pairs.values())) if new[place].lines]
    few = len(left) * len(right) <= MOST_COMPARED
    one = {place: _characters(old[place]) for place in left}
    other = {place: _characters(new[place]) for place in right}

    def score(first: int, second: int) -> float:
        named = _last(old[first].bare_key) == _last(new[second].bare_key)
        return likeness(one[first], other[second]) if few or named else 0.0

    pairs |= best_first(left, right, score, least=ALIKE)


def _match_by_children(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs) -> None:
    """A heading whose sections are those of another is that one, renamed."""
    place_old = {unit.path: place for place, unit in enumerate(old)}
    place_new = {unit.path: place for place, unit in enumerate(new)}
    for depth in range(max((len(unit.path) for unit in old), default=0), 1, -1):
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for one, other in pairs.items():
            above, above_new = _parent(old[one], place_old), _parent(new[other], place_new)
            if len(old[one].path) == depth and above is not None and above_new is not None:
                votes[above][above_new] += 1
        taken = set(pairs.values())
        for above in sorted(votes):
            chosen, _ = votes[above].most_common(1)[0]
            if above not in pairs and chosen not in taken:
                pairs[above] = chosen
                taken.add(chosen)


def _free(units: Sequence[Unit], taken: set[int]) -> list[int]:
    return [place for place in range(len(units)) if place not in taken]


def _characters(unit: Unit) -> Counter[str]:
    return pairs_of_characters("".join([*unit.path[-1:], *(line.text for line in unit.lines)]))


def _last(key: Key) -> str:
    return key[-1] if key else ""
