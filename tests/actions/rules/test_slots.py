"""The slots of a day."""

from datetime import date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.rules.slots import cut, window_and_day

DAY = date(2026, 3, 6)
HOURS = [(time(9), time(12)), (time(14), time(17))]


def test_opening_hours_are_cut_into_slots_with_letters() -> None:
    slots = cut("w", DAY, HOURS, slot_minutes=60)
    assert [(slot.starts.hour, slot.ends.hour, slot.letter) for slot in slots] == [
        (9, 10, "A"), (10, 11, "B"), (11, 12, "C"), (14, 15, "D"), (15, 16, "E"), (16, 17, "F"),
    ]  # fmt: skip
    assert (slots[3].id, slots[3].queue_number(2)) == ("w.20260306t1400", "D02")


def test_what_is_left_over_is_no_slot() -> None:
    assert [slot.ends for slot in cut("w", DAY, [(time(9), time(10, 50))], slot_minutes=30)][-1] == time(
        10, 30
    )


@pytest.mark.parametrize(
    "id_", ["", "w", "w.20260306", "w.20260230t0900", "w.20260306t09000", "W.20260306t0900"]
)
def test_other_names_are_no_slots(id_: str) -> None:
    assert window_and_day(id_) is None


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    opens=st.times(time(0), time(12)),
    closes=st.times(time(12), time(23, 59)),
    minutes=st.integers(15, 240),
)
@settings(deadline=None, database=None)
def test_slots_follow_each_other_within_opening_hours_and_their_ids_lead_back(
    day: date, opens: time, closes: time, minutes: int
) -> None:
    opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)
    slots = cut("440104-beijing", day, [(opens, closes)], slot_minutes=minutes)
    for slot in slots:
        length = datetime.combine(day, slot.ends) - datetime.combine(day, slot.starts)
        assert length.total_seconds() == minutes * 60
        assert opens <= slot.starts < slot.ends <= closes
        assert window_and_day(slot.id) == ("440104-beijing", day)
    assert all(before.ends == after.starts for before, after in pairwise(slots))
    assert len({slot.id for slot in slots}) == len(slots)
