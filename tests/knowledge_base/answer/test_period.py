"""The years that a question or a passage speaks of."""

from datetime import date

import pytest

from knowledge_base.answer.period import Years, asked_years, meet, years_in

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2023年的目标是多少", (2023, 2023)),
        ("二〇二三年的目标是多少", (2023, 2023)),
        ("高技能人才到25年要多少", (2025, 2025)),
        ("25年底要达到多少", (2025, 2025)),
        ("去年的失业率是多少", (2025, 2025)),
        ("前年呢", (2024, 2024)),
        ("大前年呢", (2023, 2023)),
        ("今年的目标", (2026, 2026)),
        ("明年有什么安排", (2027, 2027)),
        ("十三五末是多少", (2020, 2020)),
        ("“十三五”结束时是多少", (2020, 2020)),
        ("十三五期间新增了多少就业", (2016, 2020)),
        ("十四五的目标", (2021, 2025)),
        ("2016年到2020年的失业率", (2016, 2020)),
        ("从2020年提高到2025年的多少", (2020, 2025)),
        ("失业登记要多久", None),
        ("工作25年能退休吗", None),
        ("社保交满15年", None),
        ("2025万元够吗", None),
    ],
)
def test_the_years_of_a_question(question: str, years: Years | None) -> None:
    assert asked_years(question, today=TODAY) == years


def test_a_passage_has_no_last_year() -> None:
    assert years_in("去年是2020年,明年再说") == [(2020, 2020)]


def test_stretches_with_a_common_year_meet() -> None:
    assert meet((2020, 2020), (2016, 2020))
    assert not meet((2021, 2025), (2016, 2020))
