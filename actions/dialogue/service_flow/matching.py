"""Which items and occasions somebody speaks of, by their names and what people call them."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from actions.dialogue.service_flow.reading import bare, plain
from actions.dialogue.service_flow.wordings import Wordings
from actions.wire.catalogue import LifeEvent, ServiceItem

_Named = TypeVar("_Named", ServiceItem, LifeEvent)
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
# What is left out in speech: 失业保险金(申领), 失业保险关系转移(接续).
_OFFICIAL_END = re.compile(r"(?:接续|申领|申请|办理|手续办理|申报)$")
_SHORTEST_GUESS = 4
_GAP = ".{0,3}?"
_LIKE_ENOUGH = 0.6


def named(text: str, known: Iterable[_Named]) -> list[_Named]:
    """Those that are named, in the order in which they are; the longest names first: 失业登记 is no 登记."""
    said = bare(text)
    names = _names(known)
    found: dict[int, list[_Named]] = {}
    for name in sorted(names, key=len, reverse=True):
        place = said.find(name)
        if place >= 0:
            found[place] = names[name]
            said = said.replace(name, " " * len(name))
    in_order = [one for place in sorted(found) for one in found[place]]
    return list({one.code: one for one in in_order}.values())


def resembling(text: str, known: Iterable[_Named], *, most: int) -> list[_Named]:
    """Those whose name is meant perhaps: written with a slip or in part. The most like it first."""
    said = _pairs(bare(text))
    likeness: dict[str, float] = {}
    by_code: dict[str, _Named] = {}
    for name, ones in _names(known).items():
        if len(name) < _SHORTEST_GUESS:
            continue
        share = len(_pairs(name) & said) / len(_pairs(name))
        for one in ones:
            by_code[one.code] = one
            likeness[one.code] = max(share, likeness.get(one.code, 0.0))
    likely = [code for code in likeness if likeness[code] >= _LIKE_ENOUGH]
    return [by_code[code] for code in sorted(likely, key=lambda code: -likeness[code])[:most]]


def occasion(text: str, events: Iterable[LifeEvent]) -> LifeEvent | None:
    """The longest name whose letters all stand there in order, with others between: 开间奶茶店 is 开店."""
    said = _without_kin(bare(text))
    names = {_without_kin(name): ones for name, ones in _names(events).items()}
    fitting = [name for name in names if re.search(_GAP.join(map(re.escape, name)), said)]
    return names[max(fitting, key=len)][0] if fitting else None


def common_event(items: Sequence[ServiceItem], events: Iterable[LifeEvent]) -> LifeEvent | None:
    """The occasion that all the items belong to."""
    codes = {item.code for item in items}
    return next((event for event in events if codes <= set(event.items)), None)


def _names(known: Iterable[_Named]) -> dict[str, list[_Named]]:
    names: dict[str, list[_Named]] = {}
    one: _Named
    for one in known:
        spoken = bare(_IN_BRACKETS.sub("", plain(one.name)))
        called = [bare(one.name), spoken, _OFFICIAL_END.sub("", spoken), *map(bare, one.also)]
        for name in dict.fromkeys(called):
            if len(name) > 1:
                names.setdefault(name, []).append(one)
    return names


def _without_kin(said: str) -> str:
    """爷爷走了 is 老人走了."""
    return Wordings.load().kin.sub("老人", said)


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
