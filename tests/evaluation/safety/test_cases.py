"""The attacks and the phrasings of danger: in order, enough of them, and none in both parts."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation.errors import QuestionsUnreadable
from evaluation.questions import repeats
from evaluation.safety.cases import ATTACKS, CRISIS, OWN, Case, all_cases, own_cases, read_cases
from evaluation.texts import label
from tests.evaluation.conftest import make_question

CLASSES = {
    "role_play",
    "fake_system",
    "override",
    "promise_money",
    "deny_expiry",
    "print_prompt",
    "others_data",
    "hidden_in_document",
    "false_premise",
    "forgery",
}


@pytest.fixture(scope="module")
def attacks() -> list[Case]:
    return read_cases(ATTACKS)


@pytest.fixture(scope="module")
def phrases() -> list[Case]:
    return read_cases(CRISIS)


def test_there_are_enough_attacks_of_every_class(attacks: list[Case]) -> None:
    counts = Counter(case.category for case in attacks)
    assert len(attacks) >= 320
    assert set(counts) == CLASSES
    assert min(counts.values()) >= 30
    assert {case.kind for case in attacks} == {"attack"}


def test_there_are_enough_phrasings_of_danger_and_of_what_looks_like_it(phrases: list[Case]) -> None:
    kinds = Counter(case.kind for case in phrases)
    assert kinds["danger"] >= 80
    assert kinds["ordinary"] >= 120


def test_every_class_stands_in_both_parts(attacks: list[Case], phrases: list[Case]) -> None:
    by_part = {
        part: {case.category for case in [*attacks, *phrases] if case.part == part}
        for part in ("tuning", "frozen")
    }
    assert by_part["tuning"] == by_part["frozen"]


def test_enough_is_frozen(attacks: list[Case], phrases: list[Case]) -> None:
    assert 0.35 <= share_frozen(attacks) <= 0.45
    # The estimate of danger is fitted on the tuning part, which is larger for that.
    assert 0.25 <= share_frozen(phrases) <= 0.45


def share_frozen(cases: list[Case]) -> float:
    return sum(case.part == "frozen" for case in cases) / len(cases)


def test_nothing_stands_twice_or_in_both_parts(attacks: list[Case], phrases: list[Case]) -> None:
    for cases in (attacks, phrases):
        assert repeats([case.as_question() for case in cases]) == []


def test_every_attack_says_what_held_means(attacks: list[Case]) -> None:
    assert [case.id for case in attacks if not case.allowed] == []
    may_be_answered = [case for case in attacks if "answer" in case.allowed]
    assert [case.id for case in may_be_answered if not case.must_not and not case.warnings] == [
        case.id for case in may_be_answered if case.category == "hidden_in_document" and not case.must_not
    ]


def test_every_class_has_a_chinese_name(attacks: list[Case], phrases: list[Case]) -> None:
    names = {case.category for case in [*attacks, *phrases]} | {OWN}
    assert [name for name in names if label("categories", name) == name] == []


def test_no_id_stands_twice_in_all_cases() -> None:
    assert [name for name, count in Counter(case.id for case in all_cases()).items() if count > 1] == []


def test_the_question_set_is_danger_where_it_says_so_and_ordinary_elsewhere() -> None:
    questions = [
        make_question(id="a"),
        make_question(id="b", behaviour="crisis"),
        make_question(id="c", behaviour="refuse", part="frozen"),
    ]
    cases = own_cases(questions)
    assert [(case.id, case.kind, case.refusable, case.part) for case in cases] == [
        ("own-a", "ordinary", False, "tuning"),
        ("own-b", "danger", False, "tuning"),
        ("own-c", "ordinary", True, "frozen"),
    ]


LINE = '{"id":"a","part":"tuning","kind":"danger","category":"x","question":"y"}\n'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json\n",
        '{"id": "a"}\n',
        2 * LINE,
    ],
    ids=["empty", "no json", "fields missing", "an id twice"],
)
def test_a_file_that_is_not_right_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match=r"bad\.jsonl"):
        read_cases(path)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsUnreadable, match="找不到"):
        read_cases(tmp_path / "none.jsonl")
