"""The first and the last day that a paper states for itself."""

from datetime import date

import pytest

from knowledge_base.models import DocumentHead
from knowledge_base.publish.validity import effective_dates

HEAD = DocumentHead(signed_on=date(2030, 3, 1), published_on=date(2030, 3, 8))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("本办法自2030年5月1日起施行,有效期5年。", (date(2030, 5, 1), date(2035, 4, 30))),
        (
            "本办法自 2030 年 5 月 1 日\n起施行,有效期至2033年12月31日。",
            (date(2030, 5, 1), date(2033, 12, 31)),
        ),
        ("本规定自发布之日起施行,有效期三年。", (date(2030, 3, 1), date(2033, 2, 28))),
        ("本通知自印发之日起实施。", (date(2030, 3, 1), None)),
        ("本细则自2032年2月29日起执行,有效期为两年。", (date(2032, 2, 29), date(2034, 2, 28))),
        ("贯彻《办法》,该办法自2020年5月1日起施行。", (None, None)),
        ("失业登记2个工作日办好。", (None, None)),
    ],
)
def test_the_days_a_paper_states(text: str, dates: tuple[date | None, date | None]) -> None:
    assert effective_dates(text, HEAD) == dates


def test_from_issue_without_a_date_is_no_day() -> None:
    assert effective_dates("本办法自公布之日起施行,有效期5年。", DocumentHead()) == (None, None)


def test_the_day_of_publication_counts_where_nothing_was_signed() -> None:
    head = DocumentHead(published_on=date(2030, 3, 8))
    assert effective_dates("本办法自公布之日起施行。", head) == (date(2030, 3, 8), None)
