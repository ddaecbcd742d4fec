"""The question file: read well, refused when it is not right, and ours is in order."""

import os
from collections import Counter
from pathlib import Path

import pytest

from evaluation.answers.rules import plain, says
from evaluation.errors import QuestionsUnreadable
from evaluation.questions import Question, read_questions, repeats
from evaluation.settings import OWN_QUESTIONS
from evaluation.texts import label
from tests.evaluation.conftest import make_question

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL_TEXTS = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))


@pytest.fixture(scope="module")
def own() -> list[Question]:
    return read_questions(OWN_QUESTIONS)


def test_there_are_enough_questions_in_both_parts(own: list[Question]) -> None:
    parts = Counter(question.part for question in own)
    assert len(own) >= 450
    assert set(parts) == {"tuning", "frozen"}
    assert 0.35 <= parts["frozen"] / len(own) <= 0.45


def test_there_are_enough_that_must_not_be_answered(own: list[Question]) -> None:
    assert sum(question.behaviour == "refuse" for question in own) >= 45


def test_no_question_stands_twice_or_in_both_parts(own: list[Question]) -> None:
    assert repeats(own) == []


def test_every_category_stands_in_both_parts(own: list[Question]) -> None:
    by_part = {part: {q.category for q in own if q.part == part} for part in ("tuning", "frozen")}
    assert by_part["tuning"] == by_part["frozen"]


def test_every_answer_has_facts_and_a_document(own: list[Question]) -> None:
    answers = [question for question in own if question.behaviour == "answer"]
    assert [q.id for q in answers if not q.facts or q.document is None] == []


@pytest.mark.parametrize("document", ["yuexiu", "longhua"])
def test_every_fact_stands_in_the_official_text(own: list[Question], document: str) -> None:
    path = next(OFFICIAL_TEXTS.glob(f"{document}-*.txt"), None)
    if path is None:
        pytest.skip(
            f"the official text is not in {OFFICIAL_TEXTS} (set CIVICDESK_OFFICIAL_TEXTS to its folder)"
        )
    text = plain(path.read_text(encoding="utf-8"))
    answers = [q for q in own if q.behaviour == "answer" and q.document == document]
    assert len(answers) > 100
    unsupported = [
        (q.id, group) for q in answers for group in q.facts if not any(plain(fact) in text for fact in group)
    ]
    assert unsupported == []


def test_every_answer_from_the_expired_plan_must_say_so(own: list[Question]) -> None:
    answers = [q for q in own if q.behaviour == "answer" and q.document in {"longhua", "both"}]
    assert [q.id for q in answers if "expired" not in q.warnings] == []


def test_no_question_forbids_what_it_demands(own: list[Question]) -> None:
    clashes = [
        q.id
        for q in own
        for group in q.facts
        if all(any(says(fact, text) for text in q.must_not) for fact in group)
    ]
    assert clashes == []


def test_every_category_has_a_chinese_name(own: list[Question]) -> None:
    assert [q.category for q in own if label("categories", q.category) == q.category] == []


def test_the_same_question_in_both_parts_is_found() -> None:
    tuning = make_question(id="a", question="甲事项几天办好?")
    frozen = make_question(id="b", question="甲事项 几天办好", part="frozen")
    assert repeats([tuning, frozen]) == [("a", "b")]


def test_nearly_the_same_question_in_both_parts_is_found() -> None:
    tuning = make_question(id="a", question="我想知道甲事项在窗口几天办好")
    frozen = make_question(id="b", question="我想知道甲事项在窗口几天办好呢", part="frozen")
    assert repeats([tuning, frozen]) == [("a", "b")]


def test_the_same_words_about_another_district_or_after_another_turn_are_another_question() -> None:
    one = make_question(id="a")
    assert repeats([one, make_question(id="b", region="longhua")]) == []
    assert repeats([one, make_question(id="b", turns=["之前问的是乙事项"])]) == []


def test_a_set_without_turns_and_parts_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "outside.jsonl"
    path.write_text(make_question().model_dump_json(exclude={"turns", "part"}) + "\n", encoding="utf-8")
    [question] = read_questions(path)
    assert (question.turns, question.part) == ([], "outside")


@pytest.mark.parametrize(
    "content",
    ["", "no json\n", '{"id": "a"}\n', 2 * (make_question().model_dump_json() + "\n")],
    ids=["empty", "no json", "fields missing", "an id twice"],
)
def test_a_file_that_is_not_right_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match=r"bad\.jsonl"):
        read_questions(path)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsUnreadable, match="找不到"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("document", "region", "codes"),
    [
        ("yuexiu", None, {"440104"}),
        (None, "longhua", {"440309"}),
        ("both", "yuexiu", {"440104", "440309"}),
        (None, None, set()),
    ],
)
def test_asked_regions(document: str | None, region: str | None, codes: set[str]) -> None:
    assert make_question(document=document, region=region).asked_regions == codes
