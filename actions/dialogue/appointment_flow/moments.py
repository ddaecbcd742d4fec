"""Days and times of a visit as people say them: 下周三, 听日下昼, 26号, 九点半. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from actions.dialogue.service_flow.reading import one_of, plain
from actions.rules.readers.day import read_day
from actions.rules.readers.numeral import value_of
from actions.rules.readers.written import Unreadable
from actions.wire.appointments import Slot

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(?P<next>下个?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])")
_OF_MONTH = re.compile(r"(?<![\d月])(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[号日](?!街)")
_TIME = re.compile(r"(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:[点:时])(?P<minute>半|\d{2}|三十)?")
_MORNING = re.compile(r"上午|早上|早晨|上昼|朝早|听朝|早")
_AFTERNOON = re.compile(r"下午|下昼|晏昼|傍晚")
_NOON = 12


def day_in(text: str, *, today: date) -> date | None:
    """None where no day is named, or none that can be."""
    said = plain(text)
    if match := _WEEKDAY.search(said):
        return _weekday(match, today=today)
    try:
        return date.fromisoformat(read_day(said.replace("听朝", "听日").replace("听晏", "听日"), today=today))
    except Unreadable:
        pass
    match = _OF_MONTH.search(said)
    number = value_of(match["day"]) if match else None
    return _next_of_month(int(number), today=today) if number else None


def slots_at(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """Those at the time or in the half of the day that is named; empty where none is."""
    said = plain(text)
    named = _numbered(said, slots) or [slot for slot in slots if _begins_at(said, slot)]
    if named:
        return named
    if _AFTERNOON.search(said):
        return [slot for slot in slots if slot.starts.hour >= _NOON]
    if _MORNING.search(said):
        return [slot for slot in slots if slot.starts.hour < _NOON]
    return []


def _numbered(said: str, slots: Sequence[Slot]) -> list[Slot]:
    place = one_of(said, [f"{slot.starts:%H:%M}" for slot in slots])
    return [] if place is None else [slots[place]]


def _begins_at(said: str, slot: Slot) -> bool:
    match = _TIME.search(said)
    hour = value_of(match["hour"]) if match else None
    if match is None or hour is None:
        return False
    minute = 30 if match["minute"] in ("半", "三十") else int(match["minute"] or 0)
    late = _AFTERNOON.search(said) or (hour < 8 and not _MORNING.search(said))
    return (slot.starts.hour, slot.starts.minute) == (
        int(hour) + (_NOON if late and hour < _NOON else 0),
        minute,
    )


def _weekday(match: re.Match[str], *, today: date) -> date:
    """周三 is the next one, today included; 下周三 that of the week after this one."""
    named = match["day"]
    wanted = int(named) - 1 if named.isdigit() else _WEEKDAYS.index("日" if named == "天" else named)
    if match["next"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _next_of_month(number: int, *, today: date) -> date | None:
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == number:
            return day
    return None
