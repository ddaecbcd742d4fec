"""Texts are taken in whole or not at all, and the same text again changes nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chassis.clock import FixedClock
from knowledge_base.errors import ContentMismatch, DocumentRefused, FormatUnknown, TextMissing
from knowledge_base.models import Document, Source, Validity, VersionState
from knowledge_base.policies.points import PolicyPointsInvalid, load_policies
from knowledge_base.publish.points import head_of
from knowledge_base.publish.synchronise import Synchroniser
from tests.knowledge_base.publish.parts import Parts
from tests.knowledge_base.publish.policies import HEAD, OFFICIAL, POINTS, write_policy

FILE = OFFICIAL.encode()


def shipped(folder: Path) -> list[Document]:
    return [head_of(policy) for policy in load_policies(write_policy(folder))]


@pytest.fixture
def synchroniser(parts: Parts, clock: FixedClock) -> Synchroniser:
    return Synchroniser(store=parts.store, clock=clock)


def test_policy_points_are_published_at_once(
    parts: Parts, synchroniser: Synchroniser, tmp_path: Path
) -> None:
    [taken] = synchroniser.load_policy_points(write_policy(tmp_path / "policies"))
    assert taken.changed
    assert taken.version.state is VersionState.PUBLISHED
    assert [chunk.id for chunk in parts.store.published_chunks()] == [
        "town-plan:1:town.registration",
        "town-plan:1:town.courses",
    ]


def test_loading_the_same_points_again_changes_nothing(
    parts: Parts, synchroniser: Synchroniser, tmp_path: Path
) -> None:
    folder = write_policy(tmp_path / "policies")
    synchroniser.load_policy_points(folder)
    before = parts.store.versions("town-plan"), parts.store.published_chunks()
    [again] = synchroniser.load_policy_points(folder)
    assert not again.changed
    assert (parts.store.versions("town-plan"), parts.store.published_chunks()) == before


def test_a_reworded_point_supersedes_the_old_wording(
    parts: Parts, synchroniser: Synchroniser, tmp_path: Path
) -> None:
    synchroniser.load_policy_points(write_policy(tmp_path / "policies"))
    reworded = POINTS.replace("网上登记2天办好。", "网上登记,2天就办好。")
    synchroniser.load_policy_points(write_policy(tmp_path / "policies", points=reworded))
    assert parts.store.published_chunks()[0].quote == "网上登记,2天就办好。"
    assert len(parts.store.versions("town-plan")) == 2


def test_one_invalid_point_keeps_all_out(parts: Parts, synchroniser: Synchroniser, tmp_path: Path) -> None:
    folder = write_policy(tmp_path / "policies", points=POINTS.replace("kind: record", "kind: wish"))
    with pytest.raises(PolicyPointsInvalid):
        synchroniser.load_policy_points(folder)
    assert parts.store.documents() == []


def test_a_file_is_a_draft_until_it_is_published(parts: Parts, synchroniser: Synchroniser) -> None:
    draft = synchroniser.ingest_file("town.txt", FILE, publish=False)
    assert draft.version.state is VersionState.DRAFT
    assert parts.store.published_chunks() == []
    published = synchroniser.ingest_file("town.txt", FILE, publish=True)
    assert published.changed
    assert published.version.number == draft.version.number
    assert parts.store.published_chunks()


def test_chunks_of_a_file_are_quoted_to_the_letter(parts: Parts, synchroniser: Synchroniser) -> None:
    taken = synchroniser.ingest_file("town.txt", FILE, publish=True)
    for chunk in parts.store.published_chunks():
        assert chunk.id.startswith(f"{taken.document.id}:1:")
        assert taken.version.text[chunk.start : chunk.end] == chunk.quote


def test_the_same_file_again_changes_nothing(parts: Parts, synchroniser: Synchroniser) -> None:
    first = synchroniser.ingest_file("town.txt", FILE, publish=True)
    before = parts.store.published_chunks()
    again = synchroniser.ingest_file("renamed.txt", FILE, publish=True)
    assert first.changed
    assert not again.changed
    assert again.document.id == first.document.id
    assert parts.store.published_chunks() == before
    assert len(parts.store.versions(first.document.id)) == 1


def test_a_changed_file_is_a_new_version_of_its_document(parts: Parts, synchroniser: Synchroniser) -> None:
    first = synchroniser.ingest_file("town.txt", FILE, publish=True)
    changed = synchroniser.ingest_file("v2.txt", OFFICIAL.replace("30期", "40期").encode(), publish=True)
    assert changed.document.id == first.document.id
    assert changed.version.number == 2
    old = parts.store.version(first.document.id, 1)
    assert old
    assert old.state is VersionState.SUPERSEDED
    assert not any("30期" in chunk.text for chunk in parts.store.published_chunks())


def test_a_draft_leaves_the_published_head_alone(parts: Parts, synchroniser: Synchroniser) -> None:
    published = synchroniser.ingest_file("town.txt", FILE, publish=True)
    redated = OFFICIAL.replace("2030年1月14日", "2031年1月14日").replace("30期", "40期")
    synchroniser.ingest_file("town.txt", redated.encode(), publish=False)
    assert parts.store.document(published.document.id) == published.document


def test_a_file_joins_the_document_that_ships(parts: Parts, clock: FixedClock, tmp_path: Path) -> None:
    heads = shipped(tmp_path / "policies")
    synchroniser = Synchroniser(store=parts.store, clock=clock, shipped=heads)
    synchroniser.load_policy_points(tmp_path / "policies")
    taken = synchroniser.ingest_file("town.txt", FILE, publish=True)
    assert taken.document.id == "town-plan"
    assert {chunk.source for chunk in parts.store.published_chunks()} == set(Source)


def test_a_file_joins_the_shipped_document_even_before_its_points(
    parts: Parts, clock: FixedClock, tmp_path: Path
) -> None:
    synchroniser = Synchroniser(store=parts.store, clock=clock, shipped=shipped(tmp_path / "policies"))
    assert synchroniser.ingest_file("town.txt", FILE, publish=True).document.id == "town-plan"


def test_the_checked_head_wins_and_the_difference_is_told(
    parts: Parts, clock: FixedClock, tmp_path: Path
) -> None:
    [head] = shipped(tmp_path / "policies")
    checked = replace(head, signed_on=date(2030, 1, 1), validity=Validity.IN_FORCE)
    synchroniser = Synchroniser(store=parts.store, clock=clock, shipped=[checked])
    taken = synchroniser.ingest_file("town.txt", FILE, publish=True)
    assert taken.document.signed_on == date(2030, 1, 1)
    assert any("2030-01-14" in doubt and "2030-01-01" in doubt for doubt in taken.doubts)


def test_the_head_of_a_file_fills_what_the_shipped_head_leaves_open(
    parts: Parts, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "policies"
    [head] = shipped(folder)
    assert head.signed_on is None
    synchroniser = Synchroniser(store=parts.store, clock=clock, shipped=[head])
    synchroniser.ingest_file("town.txt", FILE, publish=True)
    synchroniser.load_policy_points(folder)
    known = parts.store.document("town-plan")
    assert known
    assert known.signed_on == date(2030, 1, 14)
    assert HEAD


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("plan.xls", b"anything", FormatUnknown),
        ("plan.pdf", b"no PDF at all", ContentMismatch),
        ("plan.docx", b"no archive", ContentMismatch),
        ("plan.txt", b"", TextMissing),
        ("plan.html", b"<html><body></body></html>", TextMissing),
    ],
)
def test_a_bad_file_stores_nothing(
    parts: Parts, synchroniser: Synchroniser, name: str, content: bytes, refusal: type[DocumentRefused]
) -> None:
    with pytest.raises(refusal):
        synchroniser.ingest_file(name, content, publish=True)
    assert parts.store.documents() == []
    assert parts.store.published_chunks() == []


def test_a_file_that_does_not_say_where_it_applies_needs_a_region(
    parts: Parts, synchroniser: Synchroniser
) -> None:
    nowhere = OFFICIAL.replace("越秀区", "某地").encode()
    with pytest.raises(DocumentRefused, match="地区"):
        synchroniser.ingest_file("town.txt", nowhere, publish=True)
    assert parts.store.documents() == []
    taken = synchroniser.ingest_file("town.txt", nowhere, publish=True, region="440104")
    assert {chunk.region for chunk in parts.store.published_chunks()} == {"440104"}
    assert taken.document.region == "440104"
