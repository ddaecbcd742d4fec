"""Who asks for what the paper does not hold is told so, and what it does hold."""

import pytest

from knowledge_base.wire import AnswerWarning, Status
from tests.knowledge_base.answer.town import (
    CARD_ONLY,
    HILL_TARGET,
    LONGHUA,
    RIVER_TARGET,
    YUEXIU,
    Town,
)


@pytest.mark.parametrize(
    ("question", "region", "told"),
    [
        ("渡船卡要多久办好", YUEXIU, CARD_ONLY.quote),
        ("2023年桥工总数的目标是多少", YUEXIU, RIVER_TARGET.quote),
    ],
)
def test_the_nearest_passage_is_told_under_the_refusal(
    everything: Town, question: str, region: str, told: str
) -> None:
    answer = everything.ask(question, region=region)
    assert answer.status is Status.NOT_IN_DOCUMENTS
    assert [citation.quote for citation in answer.citations] == [told]
    assert answer.text.index("没有查到") < answer.text.index(told)
    assert answer.text.endswith("问清楚。")


def test_what_is_told_of_an_expired_paper_is_not_passed_off_as_current(everything: Town) -> None:
    answer = everything.ask("2023年桥工总数的目标是多少", region=LONGHUA)
    assert [citation.quote for citation in answer.citations] == [HILL_TARGET.quote]
    assert AnswerWarning.EXPIRED in answer.warnings
    assert "已经失效" in answer.text


def test_what_is_not_of_our_matter_gets_no_passage(everything: Town) -> None:
    answer = everything.ask("今天会不会下雨", region=YUEXIU)
    assert answer.citations == []
