"""How the shipped catalogue speaks: one word for one thing, everyday words, whole sentences."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from actions.wire.base import Wire
from actions.wire.catalogue import LifeEvent, ServiceItem
from tests.actions.backoffice.seeded import (
    EVENTS,
    ITEMS,
    LONGHUA,
    PEOPLE,
    YUEXIU,
    doubled,
    each_event,
    each_item,
)


def texts(value: object) -> Iterator[str]:
    """All that is written in Chinese, however deep."""
    match value:
        case str():
            if re.search(r"[\u4e00-\u9fff]", value):
                yield value
        case dict():
            for inner in value.values():
                yield from texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)


def test_what_is_asked_for_under_one_code_is_one_thing_everywhere() -> None:
    """A package asks for it once, and one answer serves all its items."""
    once: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for item in ITEMS:
        asked: list[tuple[str, Wire, set[str]]] = [
            *[("answer", one, {"required"}) for one in item.fields],
            *[("answer", one, {"unmet", "demo"}) for one in item.conditions],
            *[
                ("material", one, {"required", "promise_allowed", "deferrable_working_days", "note"})
                for one in item.materials
            ],
        ]
        for kind, one, free in asked:
            described = one.model_dump(exclude=free)
            once[kind, described["code"]].append(described)
    assert {key for key, described in once.items() if any(one != described[0] for one in described)} == set()


@each_item
def test_an_item_can_be_called_in_everyday_words(item: ServiceItem) -> None:
    assert len(item.also) >= 3


@each_event
def test_an_occasion_can_be_told_in_everyday_words(event: LifeEvent) -> None:
    assert len(event.also) >= 5
    assert event.basis
    assert event.region == YUEXIU


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("我失业了", "失业"),
        ("炒鱿鱼", "失业"),
        ("公司要招人", "企业招用员工"),
        ("老人过世了", "退休人员过世"),
        ("我要退休了", "职工退休"),
        ("想开个店", "创业"),
        ("冇工做", "失业"),
    ],
)
def test_the_occasions_that_people_name(said: str, name: str) -> None:
    assert [event.name for event in EVENTS if said in event.also] == [name]


def test_no_everyday_word_means_two_things() -> None:
    events = [word for event in EVENTS for word in {event.name, *event.also}]
    for region in (YUEXIU, LONGHUA):
        items = [word for item in ITEMS if item.region == region for word in {item.name, *item.also}]
        assert not doubled(items + (events if region == YUEXIU else []))


@pytest.mark.parametrize("one", [*ITEMS, *EVENTS, *PEOPLE])
def test_punctuation_is_full_width(one: Wire) -> None:
    assert [text for text in texts(one.model_dump(mode="json")) if re.search(r"[,.;:?!()\"'<>]", text)] == []


@each_item
def test_sentences_end(item: ServiceItem) -> None:
    sentences = [item.about, *[limit.text for limit in item.limits], *[one.unmet for one in item.conditions]]
    assert [text for text in sentences if not text.endswith("。")] == []
    questions = [*[one.question for one in item.conditions], *[one.prompt for one in item.fields]]
    assert [text for text in questions if not text.endswith(("？", "。"))] == []
