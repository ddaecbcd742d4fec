"""What people fill in, told by words of the question, and what they are told once it is filed."""

import re
from datetime import date, timedelta
from typing import Any

from actions.rules.working_days import last_day
from actions.wire.catalogue import DayKind
from chassis.clock import SystemClock
from tests.journeys.conftest import Citizen, asks_to_sign_in, text_of

YUEXIU = "440104"
ADDRESS = "越秀区北京街示范路1号"

HARD_TO_EMPLOY = {
    "没有工作": "对",
    "办过失业登记": "办过",
    "哪一种情况吗": "有",
    "有几点要告诉您": "一次看完",
}
HARD_TO_EMPLOY_CANTONESE = {
    "没有工作": "啱",
    "办过失业登记": "办咗",
    "哪一种情况吗": "有啊",
    "有几点要告诉您": "一次过睇晒",
}
HARDSHIP = {"您是哪一种情况？": "失业一年以上", "从哪天开始": "2025年3月1日", "住在哪里": ADDRESS}
HARDSHIP_CANTONESE = {"您是哪一种情况？": "2", "从哪天开始": "旧年三月一号", "住在哪里": ADDRESS}

REGISTRATION = {"满16岁": "对", "没有工作": "对", "想找工作": "对", "有几点要告诉您": "一次看完"}
REGISTRATION_CANTONESE = {
    "满16岁": "啱",
    "没有工作": "系呀",
    "想找工作": "系",
    "有几点要告诉您": "一次过睇晒",
}

_NUMBER = re.compile(r"YX\d{8}-\d{6}")


def today() -> date:
    """The office's."""
    return SystemClock().today()


def in_working_days(days: int) -> date:
    return last_day(today(), days=days, kind=DayKind.WORKING)


def spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"


def days_until(day: date) -> int:
    return (day - today()) // timedelta(days=1)


def numbers_in(turn: dict[str, Any]) -> list[str]:
    """The numbers of cases, each once, as they are told."""
    return list(dict.fromkeys(_NUMBER.findall(text_of(turn))))


def signed_in(citizen: Citizen, turn: dict[str, Any], subject: str, *, words: str) -> dict[str, Any]:
    """What comes after the request to sign in was followed."""
    assert asks_to_sign_in(turn), text_of(turn)
    citizen.sign_in(subject)
    return citizen.say(words)
