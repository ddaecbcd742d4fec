"""From when to when what was taken in holds."""

from datetime import date
from pathlib import Path

import pytest

from chassis.clock import FixedClock
from knowledge_base.errors import DocumentUnknown, SupersededByItself
from knowledge_base.publish.supersede import supersede
from knowledge_base.publish.synchronise import Synchroniser
from knowledge_base.terms import in_force
from tests.knowledge_base.publish.parts import Parts
from tests.knowledge_base.publish.policies import OFFICIAL, POINTS, write_policy

SIGNED, CHANGED = date(2030, 1, 14), date(2031, 6, 1)
AMENDED = OFFICIAL.replace("30期", "40期").replace("2030年1月14日", "2031年6月1日")


@pytest.fixture
def synchroniser(parts: Parts, clock: FixedClock) -> Synchroniser:
    return Synchroniser(store=parts.store, clock=clock)


def holding(parts: Parts, day: date) -> list[int]:
    return [number for _, number in in_force(parts.store.terms(), day)]


def test_a_text_holds_from_the_day_it_was_signed(parts: Parts, synchroniser: Synchroniser) -> None:
    taken = synchroniser.ingest_file("town.txt", OFFICIAL.encode(), publish=True)
    assert taken.version.effective_from == SIGNED
    assert holding(parts, date(2030, 1, 13)) == []
    assert holding(parts, SIGNED) == [1]


def test_an_amended_text_holds_from_its_own_day(parts: Parts, synchroniser: Synchroniser) -> None:
    synchroniser.ingest_file("town.txt", OFFICIAL.encode(), publish=True)
    synchroniser.ingest_file("town.txt", AMENDED.encode(), publish=True)
    assert [holding(parts, day) for day in (SIGNED, date(2031, 5, 31), CHANGED)] == [[1], [1], [2]]


def test_a_better_copy_takes_the_place_for_all_days(parts: Parts, synchroniser: Synchroniser) -> None:
    synchroniser.ingest_file("town.txt", OFFICIAL.encode(), publish=True)
    synchroniser.ingest_file("town.txt", OFFICIAL.replace("30期", "20期").encode(), publish=True)
    assert holding(parts, SIGNED) == [2]


def test_a_given_first_day_goes_before_what_the_paper_says(parts: Parts, synchroniser: Synchroniser) -> None:
    synchroniser.ingest_file("town.txt", OFFICIAL.encode(), publish=True)
    again = OFFICIAL.replace("30期", "40期").encode()
    synchroniser.ingest_file("town.txt", again, publish=True, effective_from=CHANGED)
    assert [holding(parts, day) for day in (date(2031, 5, 31), CHANGED)] == [[1], [2]]


def test_what_a_paper_says_of_its_validity_is_kept(parts: Parts, synchroniser: Synchroniser) -> None:
    stated = OFFICIAL.replace(
        "不收取任何费用。", "不收取任何费用。\n　　本规划自2030年2月1日起施行,有效期2年。"
    )
    taken = synchroniser.ingest_file("town.txt", stated.encode(), publish=True)
    assert (taken.document.effective_from, taken.document.effective_to) == (
        date(2030, 2, 1),
        date(2032, 1, 31),
    )
    assert taken.version.effective_from == date(2030, 2, 1)


def test_reworded_points_take_the_place_of_the_old_ones_for_all_days(
    parts: Parts, synchroniser: Synchroniser, tmp_path: Path
) -> None:
    synchroniser.load_policy_points(write_policy(tmp_path / "policies"))
    reworded = POINTS.replace("网上登记2天办好。", "网上登记,2天就办好。")
    synchroniser.load_policy_points(write_policy(tmp_path / "policies", points=reworded))
    assert holding(parts, SIGNED) == [2]


def test_loading_points_again_keeps_that_a_document_was_superseded(
    parts: Parts, synchroniser: Synchroniser, tmp_path: Path
) -> None:
    folder = write_policy(tmp_path / "policies")
    synchroniser.load_policy_points(folder)
    newer = synchroniser.ingest_file("new.txt", OFFICIAL.replace("镇", "乡").encode(), publish=True)
    supersede(parts.store, "town-plan", by=newer.document.id, on=CHANGED)
    synchroniser.load_policy_points(folder)
    known = parts.store.document("town-plan")
    assert known
    assert known.superseded_by == newer.document.id


def test_documents_that_would_each_take_the_others_place_are_refused(
    parts: Parts, synchroniser: Synchroniser
) -> None:
    old = synchroniser.ingest_file("old.txt", OFFICIAL.encode(), publish=True).document.id
    new = synchroniser.ingest_file("new.txt", OFFICIAL.replace("镇", "乡").encode(), publish=True).document.id
    supersede(parts.store, old, by=new, on=CHANGED)
    for document_id, by in ((new, old), (new, new)):
        with pytest.raises(SupersededByItself):
            supersede(parts.store, document_id, by=by, on=CHANGED)
    with pytest.raises(DocumentUnknown):
        supersede(parts.store, new, by="none", on=CHANGED)
