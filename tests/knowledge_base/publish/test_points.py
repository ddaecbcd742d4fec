"""Policy points become a text whose every line is one point, and can be quoted to the letter."""

from pathlib import Path

import pytest

from knowledge_base.models import Case, PointKind, Source, Validity
from knowledge_base.policies.points import load_policies
from knowledge_base.publish.points import head_of, lay_out
from knowledge_base.service import POLICIES
from tests.knowledge_base.publish.policies import write_policy


def test_each_point_is_a_chunk_that_quotes_its_line(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path))
    points = lay_out(policy)
    assert points.text.split("\n") == ["网上登记2天办好。", "培训班办了30期。"]
    for chunk in points.chunks:
        assert points.text[chunk.start : chunk.end] == chunk.quote


def test_a_point_carries_what_an_answer_needs(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path))
    first, second = lay_out(policy).chunks
    assert first.source is Source.POLICY_POINT
    assert (first.kind, first.subject, first.path) == (PointKind.LIMIT, "失业登记", ("第一章", "专栏1"))
    assert first.cases == (Case(when="网上", then="2天"),)
    assert first.wordings[:3] == ("登记要几天", "几天登记好", "几耐搞掂登记")
    assert first.id == "town-plan:0:town.registration"
    assert second.kind is PointKind.RECORD


def test_subject_and_cases_are_searched_beside_the_text(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path))
    text = lay_out(policy).chunks[0].text
    assert all(word in text for word in ("失业登记", "网上登记2天办好", "网上：2天"))


def test_loose_words_of_a_citizen_are_one_wording(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path))
    first, second = lay_out(policy).chunks
    assert first.wordings[3:] == ("失业登记 炒鱿鱼 没工作",)
    assert len(second.wordings) == 3


def test_points_of_one_place_are_one_section(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path))
    points = lay_out(policy)
    assert [section.path for section in points.sections] == [("第一章", "专栏1"), ("第二章",)]
    assert [points.text[section.start : section.end] for section in points.sections] == [
        "网上登记2天办好。",
        "培训班办了30期。",
    ]


def test_the_head_says_whether_the_document_is_in_force(tmp_path: Path) -> None:
    [policy] = load_policies(write_policy(tmp_path, status="expired"))
    head = head_of(policy)
    assert (head.id, head.region, head.validity) == ("town-plan", "440104", Validity.EXPIRED)


@pytest.mark.parametrize("policy", load_policies(POLICIES), ids=lambda policy: policy.id)
def test_what_ships_can_be_quoted_to_the_letter(policy: object) -> None:
    points = lay_out(policy)  # type: ignore[arg-type]
    assert all(points.text[chunk.start : chunk.end] == chunk.quote for chunk in points.chunks)
    assert len({chunk.id for chunk in points.chunks}) == len(points.chunks)
