"""Slips are read otherwise only where that finds clearly better, and then it is said."""

from collections.abc import Iterator

import pytest

from knowledge_base.answer.context import Context, Part
from knowledge_base.answer.pipeline import SEARCH
from knowledge_base.answer.slips import Change, Correction
from knowledge_base.answer.steps.correct import correct
from knowledge_base.answer.steps.judge import judge
from knowledge_base.answer.steps.retrieve import retrieve
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.answer.vocabulary import Vocabulary
from knowledge_base.wire import Status
from tests.knowledge_base.answer.town import (
    ALL,
    LIMIT,
    LONGHUA,
    YUEXIU,
    Entry,
    Town,
    context,
    town,
)

TYPED, MEANT = "灯茏登记要多久", "灯笼登记要多久"
CHANGE = Change("灯茏登记", "灯笼登记")
BEFORE_JUDGE = SEARCH[: SEARCH.index(judge)]


@pytest.fixture(scope="module")
def reading() -> Iterator[Town]:
    """The town when its words have been read, as after a publication."""
    base = town(*ALL)
    base.services.known_words.read(base.store.chunks_by_id.values())
    yield base
    base.services.pool.shutdown()


def _searched(base: Town, question: str, *, region: str | None = YUEXIU) -> Context:
    asked = context(question, region=region)
    for step in BEFORE_JUDGE:
        step(asked, base.services)
    return asked


def _found(base: Town, part: Part) -> Context:
    """The context of a part for which has been searched as it was typed."""
    asked = context(part.text, region=YUEXIU)
    asked.parts, asked.regions, asked.region_is_known = [part], (YUEXIU,), True
    retrieve(asked, base.services)
    return asked


def _part(query: str, *, own: str = "") -> Part:
    return Part(text=query, query=query, want=want_of(query), own=own)


@pytest.mark.parametrize(
    ("typed", "meant", "change"),
    [
        (TYPED, MEANT, CHANGE),
        ("纸鸢鸡金总额多少元", "纸鸢基金总额多少元", Change("纸鸢鸡金", "纸鸢基金")),
    ],
)
def test_a_slip_is_read_as_what_was_meant(reading: Town, typed: str, meant: str, change: Change) -> None:
    [part] = _searched(reading, typed).parts
    assert (part.text, part.query, part.read_as) == (typed, meant, (change,))
    assert part.findings[0].candidates


def test_the_answer_says_how_the_slip_was_read(reading: Town) -> None:
    answer = reading.ask(TYPED, region=YUEXIU, explain=True)
    assert answer.status is Status.ANSWERED
    first, *others = answer.segments
    assert first.text == "“灯茏登记”我按“灯笼登记”来查。"
    assert first.citations == []
    assert LIMIT.quote in [segment.text for segment in others]
    assert answer.trace is not None
    assert answer.trace["parts"][0]["read_as"] == ["灯茏登记 → 灯笼登记"]


def test_where_nothing_answers_nothing_is_said_of_a_slip(reading: Town) -> None:
    answer = reading.ask("灯茏游戏怎么通关", region=LONGHUA)
    assert answer.status in (Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE)
    assert "来查" not in answer.text


@pytest.mark.parametrize("entry", [entry for entry in ALL if entry.asks], ids=lambda entry: entry.subject)
def test_a_clean_question_is_left_as_it_is(reading: Town, entry: Entry) -> None:
    for question in entry.asks:
        asked = _searched(reading, question, region=entry.document.region)
        assert [part.read_as for part in asked.parts] == [()]
        assert [part.query for part in asked.parts] == [question]


def _propose(monkeypatch: pytest.MonkeyPatch, *readings: Correction) -> None:
    monkeypatch.setattr("knowledge_base.answer.steps.correct.corrections", lambda *_: list(readings))


def test_another_reading_that_finds_no_better_is_not_taken(
    reading: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _found(reading, _part(MEANT))
    before = list(asked.parts)
    _propose(
        monkeypatch, Correction("船坞登记要多久", (Change("灯笼", "船坞"),)), Correction(MEANT, (CHANGE,))
    )
    correct(asked, reading.services)
    assert asked.parts == before


@pytest.mark.parametrize("first", [True, False])
def test_of_several_readings_the_best_is_taken(
    reading: Town, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    readings = [Correction(MEANT, (CHANGE,)), Correction("灯塔登记要多久", (Change("灯茏", "灯塔"),))]
    _propose(monkeypatch, *(readings if first else reversed(readings)))
    asked = _found(reading, _part(TYPED))
    correct(asked, reading.services)
    assert [part.query for part in asked.parts] == [MEANT]


def test_what_a_follow_up_says_itself_is_read_so_too(reading: Town) -> None:
    asked = _found(reading, _part(TYPED, own="灯茏登记"))
    correct(asked, reading.services)
    [part] = asked.parts
    assert (part.query, part.own) == (MEANT, "灯笼登记")


def test_of_two_questions_only_the_one_with_the_slip_is_read_otherwise(reading: Town) -> None:
    asked = _searched(reading, f"渡船卡谁来发?{TYPED}")
    assert [part.read_as for part in asked.parts] == [(), (CHANGE,)]


def test_before_the_words_were_read_no_slip_is_looked_for() -> None:
    [part] = _searched(town(*ALL), TYPED).parts
    assert (part.query, part.read_as) == (TYPED, ())


def _vocabulary(base: Town) -> Vocabulary:
    vocabulary = base.services.known_words.vocabulary
    assert vocabulary is not None
    return vocabulary
