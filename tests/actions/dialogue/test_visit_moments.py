"""Days and times of a visit as people say them."""

from datetime import date, time

import pytest

from actions.dialogue.appointment_flow.moments import day_in, slots_at
from actions.wire.appointments import Slot

SUNDAY = date(2026, 11, 22)
SLOTS = [
    Slot(
        id=f"w.{hour}{minute}", window="w", on=SUNDAY, starts=time(hour, minute), ends=time(hour, 59),
        capacity=3, free=1,
    )
    for hour in (9, 10, 11, 14, 15, 16)
    for minute in (0, 30)
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天", date(2026, 11, 23)),
        ("听日下昼", date(2026, 11, 23)),
        ("聽朝", date(2026, 11, 23)),
        ("后天", date(2026, 11, 24)),
        ("周五", date(2026, 11, 27)),
        ("星期天", SUNDAY),
        ("下周三", date(2026, 11, 25)),
        ("禮拜二", date(2026, 11, 24)),
        ("26号", date(2026, 11, 26)),
        ("二号", date(2026, 12, 2)),
        ("11月30日", date(2026, 11, 30)),
        ("30号下午三点", date(2026, 11, 30)),
    ],
)
def test_day(text: str, day: date) -> None:
    assert day_in(text, today=SUNDAY) == day


@pytest.mark.parametrize("text", ["北京街", "上午", "随便", "2"])
def test_no_day(text: str) -> None:
    assert day_in(text, today=SUNDAY) is None


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("九点", ["09:00"]),
        ("十點半", ["10:30"]),
        ("下午三点半", ["15:30"]),
        ("三点", ["15:00"]),
        ("14:00", ["14:00"]),
        ("下昼两点", ["14:00"]),
        ("2", ["09:30"]),
        ("第一个", ["09:00"]),
        ("上午", ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]),
        ("随便", []),
    ],
)
def test_slots(text: str, starts: list[str]) -> None:
    assert [f"{slot.starts:%H:%M}" for slot in slots_at(text, SLOTS)] == starts
