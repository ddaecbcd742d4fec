"""The questions that ship for the calibration, and those of our own set that serve it too."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

import knowledge_base.policies
from evaluation.calibration.asked import CALIBRATION, Asked, own_tuning, read_asked
from evaluation.errors import QuestionsUnreadable
from evaluation.questions import read_questions
from evaluation.settings import OWN_QUESTIONS
from knowledge_base.policies.points import load_policies

ASKED = read_asked()
_ALIKE = 0.8
"""The share of two questions' character pairs from which on they are one question."""


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


def _pairs(text: str) -> frozenset[str]:
    bare = _bare(text)
    return frozenset(bare[at : at + 2] for at in range(max(1, len(bare) - 1)))


def _alike(ones: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of questions that are hardly different."""
    holding: dict[str, set[str]] = defaultdict(set)
    for other in others:
        for pair in _pairs(other):
            holding[pair].add(other)
    found = []
    for one in ones:
        pairs = _pairs(one)
        for other in set().union(*(holding[pair] for pair in pairs)):
            if len(pairs & _pairs(other)) / len(pairs | _pairs(other)) >= _ALIKE:
                found.append((one, other))
    return found


def _said(asked: Asked) -> str:
    """A follow-up is another question after another question."""
    return "\n".join((*asked.turns, asked.question))


def test_ids_are_unique() -> None:
    assert len({asked.id for asked in ASKED}) == len(ASKED) >= 700


def test_every_kind_stands_in_both_parts_and_both_districts() -> None:
    kinds, parts, regions = ("answerable", "near", "off_topic"), ("tuning", "frozen"), ("yuexiu", "longhua")
    for kind, part, region in product(kinds, parts, regions):
        count = sum((asked.kind, asked.part, asked.region) == (kind, part, region) for asked in ASKED)
        assert count >= 20, (kind, part, region)


def test_what_is_answered_is_answered_by_points_that_exist_in_that_district() -> None:
    known = {
        point.id: document.region
        for document in load_policies(Path(next(iter(knowledge_base.policies.__path__))))
        for point in document.points
    }
    wrong = [
        (asked.id, point)
        for asked in ASKED
        for point in asked.points
        if known.get(point) != asked.region_code
    ]
    assert wrong == []


def test_points_are_named_where_and_only_where_there_is_an_answer() -> None:
    assert [asked.id for asked in ASKED if bool(asked.points) is not (asked.kind == "answerable")] == []


def test_no_question_is_asked_twice() -> None:
    said = [(_bare(_said(asked)), asked.region) for asked in ASKED]
    assert len(set(said)) == len(said)


def test_no_question_of_one_part_is_nearly_one_of_the_other() -> None:
    tuning, frozen = (
        [_said(asked) for asked in ASKED if asked.part == part] for part in ("tuning", "frozen")
    )
    assert _alike(tuning, frozen) == []


def test_no_question_stands_in_our_own_set() -> None:
    """What the estimates were fitted on must not be what they are evaluated with."""
    own = [question.question for question in read_questions(OWN_QUESTIONS)]
    bare = {_bare(question) for question in own}
    assert [asked.id for asked in ASKED if _bare(asked.question) in bare] == []
    assert _alike((asked.question for asked in ASKED), own) == []


def test_no_question_is_a_wording_of_a_point() -> None:
    """Those are indexed: such a question would be found by itself."""
    wordings = {
        _bare(wording)
        for document in load_policies(Path(next(iter(knowledge_base.policies.__path__))))
        for point in document.points
        for wording in point.asks
    }
    assert [asked.id for asked in ASKED if not asked.turns and _bare(asked.question) in wordings] == []


def test_of_our_own_set_only_the_tuning_part_is_taken() -> None:
    parts = {question.id: question.part for question in read_questions(OWN_QUESTIONS)}
    own = own_tuning()
    assert len(own) >= 100
    assert {parts[asked.id] for asked in own} == {"tuning"}
    assert {asked.kind for asked in own} == {"answerable", "near", "off_topic"}


def test_a_question_of_our_own_is_taken_for_what_should_become_of_it() -> None:
    questions = {question.id: question for question in read_questions(OWN_QUESTIONS)}
    for asked in own_tuning():
        question = questions[asked.id]
        if asked.kind == "answerable":
            assert question.behaviour == "answer"
        else:
            assert question.category == {"near": "not_in_documents", "off_topic": "out_of_scope"}[asked.kind]


@pytest.mark.parametrize(
    "line", ["{", "[]", json.dumps({"id": "x"}), json.dumps({**ASKED[0].model_dump(), "kind": "other"})]
)
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calibration.jsonl"
    path.write_text(ASKED[0].model_dump_json() + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match="第 2 行"):
        read_asked(path)


def test_the_file_is_written_one_question_a_line() -> None:
    assert len(CALIBRATION.read_text(encoding="utf-8").splitlines()) == len(ASKED)
