"""What finds little by itself is asked as one of what was said before; a new subject is not."""

from collections.abc import Iterator

import pytest

from knowledge_base.answer.context import Context, Part
from knowledge_base.answer.pipeline import SEARCH
from knowledge_base.answer.steps import lean as step
from knowledge_base.answer.steps.lean import lean
from tests.knowledge_base.answer.town import ALL, YUEXIU, Town, context, town

BEFORE = SEARCH[: SEARCH.index(lean)]
EARLIER = "渡船卡要多久办好"


@pytest.fixture(scope="module")
def base() -> Iterator[Town]:
    base = town(*ALL)
    yield base
    base.services.pool.shutdown()


@pytest.fixture
def leaning_is_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "_likelihood", lambda part: 0.9 if EARLIER[:3] in part.query else 0.1)


def _asked(base: Town, question: str, *before: str) -> Context:
    history = [(turn, YUEXIU) for turn in before]
    asked = context(question, region=YUEXIU, history=history)
    for one in (*BEFORE, lean):
        one(asked, base.services)
    return asked


def _part(base: Town, question: str, *before: str) -> Part:
    [part] = _asked(base, question, *before).parts
    return part


@pytest.mark.usefixtures("leaning_is_likelier")
def test_a_question_without_the_form_of_a_follow_up_is_asked_with_its_subject(base: Town) -> None:
    part = _part(base, "街道服务站收费多少", EARLIER)
    assert part.query.startswith("渡船卡")
    assert part.own == "街道服务站收费多少"
    assert "渡船卡" in part.findings[0].candidates[0].chunk.text


@pytest.mark.usefixtures("leaning_is_likelier")
@pytest.mark.parametrize("question", ["彩票摊位租金多少", "天文台望远镜多少倍"])
def test_a_new_subject_is_not_dragged_along(base: Town, question: str) -> None:
    part = _part(base, question, EARLIER)
    assert (part.query, part.own) == (question, "")


def test_a_question_that_finds_its_answer_is_left_alone(base: Town) -> None:
    assert _part(base, "灯笼登记要多久", EARLIER).query == "灯笼登记要多久"


@pytest.mark.usefixtures("leaning_is_likelier")
def test_nothing_was_said_before(base: Town) -> None:
    assert _part(base, "街道服务站收费多少").query == "街道服务站收费多少"
