"""Policy points told by their id."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.bootstrap import assemble
from knowledge_base.models import NATIONWIDE, Source
from knowledge_base.policies.points import PolicyDocument, load_policies
from knowledge_base.service import POLICIES, Knowledge
from knowledge_base.wire import AnswerWarning
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.fakes import FakeDocumentStore, FakeIndexState
from tests.knowledge_base.publish.policies import write_policy

STATUTE = "labour-dispute-law"
REGISTRATION, COURSES = "town-plan:town.registration", "town-plan:town.courses"


def knowing(folder: Path, *, sources: frozenset[Source] = frozenset(Source)) -> Knowledge:
    embedder = PairEmbedder()
    knowledge = assemble(
        store=FakeDocumentStore(),
        chunk_index=MemoryChunkIndex(embedder),
        word_index=MemoryWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        clock=FixedClock(datetime(2030, 6, 1, 9, 30, tzinfo=OFFICE_ZONE)),
        sources=sources,
    )
    knowledge.load_policy_points(folder)
    return knowledge


def test_points_come_in_the_order_asked_each_once(tmp_path: Path) -> None:
    told = knowing(write_policy(tmp_path)).tell([COURSES, REGISTRATION, COURSES]).points
    assert [point.id for point in told] == [COURSES, REGISTRATION]


def test_a_point_is_quoted_to_the_letter_with_where_it_stands(tmp_path: Path) -> None:
    [point] = knowing(write_policy(tmp_path)).tell([REGISTRATION]).points
    assert point.text == point.citation.quote == "网上登记2天办好。"
    assert (point.citation.document_id, point.citation.section) == ("town-plan", ["第一章", "专栏1"])
    assert point.citation.quote_kind == "policy_point"


@pytest.mark.parametrize(
    ("status", "id_", "warnings"),
    [
        ("in_force", REGISTRATION, [AnswerWarning.PLAN_NOT_RULE]),
        ("in_force", COURSES, []),
        ("expired", REGISTRATION, [AnswerWarning.EXPIRED, AnswerWarning.PLAN_NOT_RULE]),
    ],
)
def test_it_is_cautioned_as_in_an_answer(
    tmp_path: Path, status: str, id_: str, warnings: list[AnswerWarning]
) -> None:
    [point] = knowing(write_policy(tmp_path, status=status)).tell([id_]).points
    assert point.warnings == warnings
    assert len(point.notes) == len(warnings)


@pytest.mark.parametrize(
    "id_", ["", "town-plan", "town-plan:", "town-plan:none", "none:town.courses", "a:b:c"]
)
def test_what_is_not_published_is_left_out(tmp_path: Path, id_: str) -> None:
    assert knowing(write_policy(tmp_path)).tell([id_]).points == []


def test_no_point_is_told_where_only_official_texts_are_on(tmp_path: Path) -> None:
    knowledge = knowing(write_policy(tmp_path), sources=frozenset({Source.OFFICIAL}))
    assert knowledge.tell([REGISTRATION]).points == []


def test_a_document_that_another_took_the_place_of_is_not_told(tmp_path: Path) -> None:
    knowledge = knowing(write_policy(tmp_path))
    document = knowledge.store.document("town-plan")
    assert document is not None
    newer = replace(document, id="newer-plan", title="新规划")
    version = knowledge.store.versions("town-plan")[0]
    knowledge.store.save(newer, replace(version, document_id="newer-plan"), [], [], publish=True)
    knowledge.supersede("town-plan", by="newer-plan", on=date(2030, 5, 1))
    assert knowledge.tell([REGISTRATION]).points == []


@cache
def statute() -> PolicyDocument:
    return next(document for document in load_policies(POLICIES) if document.id == STATUTE)


def test_the_statute_has_an_owner_and_a_day_on_which_it_is_compared_again() -> None:
    assert statute().owner
    assert statute().review_on is not None
    assert "待核对" in (statute().notes or "")
    assert (statute().kind, statute().region, statute().status) == ("rule", NATIONWIDE, "in_force")


def test_the_statute_loads_with_the_rest_and_is_told_without_cautions() -> None:
    ids = [f"{STATUTE}:{point.id}" for point in statute().points]
    told = knowing(POLICIES).tell(ids).points
    assert [point.id for point in told] == ids
    assert {point.citation.validity for point in told} == {"in_force"}
    assert [point.notes for point in told if point.notes] == []
