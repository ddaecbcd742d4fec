"""What finds little is searched for in the words of documents, where a passage then says what was asked."""

from collections.abc import Iterator

import pytest

from knowledge_base.answer.context import Context, Part
from knowledge_base.answer.pipeline import SEARCH
from knowledge_base.answer.steps import formal as step
from knowledge_base.answer.steps.formal import formal
from tests.knowledge_base.answer.town import ALL, YUEXIU, Town, context, town

BEFORE = SEARCH[: SEARCH.index(formal)]
EVERYDAY = "老板跑路找谁"


@pytest.fixture(scope="module")
def base() -> Iterator[Town]:
    base = town(*ALL)
    yield base
    base.services.pool.shutdown()


def _asked(base: Town, question: str) -> Context:
    asked = context(question, region=YUEXIU)
    for one in BEFORE:
        one(asked, base.services)
    return asked


def _merits(monkeypatch: pytest.MonkeyPatch, first: Part, *, risen: float, said: float) -> None:
    monkeypatch.setattr(step, "merits", lambda part: (0.1, 0.9, 0.1) if part is first else (risen, 0.9, said))


@pytest.mark.parametrize(("risen", "said", "taken"), [(0.9, 0.9, True), (0.9, 0.3, False), (0.2, 0.9, False)])
def test_formal_words_are_searched_for_and_taken_where_the_passage_says_it(
    base: Town, monkeypatch: pytest.MonkeyPatch, risen: float, said: float, taken: bool
) -> None:
    asked = _asked(base, EVERYDAY)
    [first] = asked.parts
    _merits(monkeypatch, first, risen=risen, said=said)
    formal(asked, base.services)
    [part] = asked.parts
    assert (part is not first) is taken
    assert part.query == first.query  # it is judged by what was asked


def test_a_question_without_everyday_words_is_left_alone(base: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(base, "天文台望远镜多少倍")
    [first] = asked.parts
    _merits(monkeypatch, first, risen=0.9, said=0.9)
    formal(asked, base.services)
    assert asked.parts == [first]
