"""What is counted of reviews, as JSON and as a table."""

import csv
import io

from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reviews.loop import BAD, TO_THE_REPLY, Reviewer, Staff, refusal


def _some_reviews(li: Reviewer, wang: Reviewer, staff: Staff, clock: MovedClock) -> None:
    """Two bad ones of three cases, one replied to in time and rated, one late; and a good conversation."""
    fixed = li.reviews(li.has_a_case(), **BAD)
    late = wang.reviews(wang.has_a_case(), level="不满意", reasons=["slow"])
    li.has_a_case()
    li.reviews(li.conversation, kind="conversation", level="满意", channel="=web", region="440104")
    staff.takes(fixed["rectification"], *TO_THE_REPLY)
    li.rates(fixed, "基本满意")
    clock.move(days=8)
    staff.takes(late["rectification"], *TO_THE_REPLY)


def test_all_figures(li: Reviewer, wang: Reviewer, staff: Staff, clock: MovedClock) -> None:
    _some_reviews(li, wang, staff, clock)
    [row] = staff.statistics("?region=440104")
    assert (row["invited"], row["reviews"], row["participation"]) == (3, 3, 2 / 3)
    assert row["levels"] == {"非常满意": 0, "满意": 1, "基本满意": 0, "不满意": 1, "非常不满意": 1}
    assert row["satisfied"] == 1 / 3
    assert row["reasons"] == {"太慢": 2, "态度不好": 1}
    assert (row["negative"], row["rectified"], row["rectification_rate"]) == (2, 2, 1.0)
    assert (row["on_time"], row["re_rated"], row["fix_satisfied"]) == (0.5, 1, 1.0)


def test_groups(li: Reviewer, wang: Reviewer, staff: Staff, clock: MovedClock) -> None:
    _some_reviews(li, wang, staff, clock)

    def groups(by: str) -> dict[str, tuple[int, int]]:
        return {row["group"]: (row["invited"], row["reviews"]) for row in staff.statistics(f"?by={by}")}

    assert groups("item") == {"plain事项（440104-plain）": (3, 2), "对话": (0, 1)}
    assert groups("unit") == {"越秀区人力资源和社会保障局": (3, 2), "12345政务服务便民热线": (0, 1)}
    assert groups("channel") == {"web": (3, 2), "=web": (0, 1)}
    assert groups("week") == {"2026-W48": (3, 3)}


def test_other_regions_and_days_are_not_counted(
    li: Reviewer, wang: Reviewer, staff: Staff, clock: MovedClock
) -> None:
    _some_reviews(li, wang, staff, clock)
    for query in ("?region=440309", "?since=2026-11-24", "?until=2026-11-22"):
        [row] = staff.statistics(query)
        assert (row["invited"], row["reviews"], row["participation"]) == (0, 0, None)
    backwards = staff.get("/review-statistics?since=2026-11-24&until=2026-11-22")
    assert refusal(backwards)[0] == "answer_invalid"
    assert staff.get("/review-statistics?since=0001-01-01").status_code == 422
    assert staff.counter.get("/review-statistics").status_code == 403


def test_table_opens_in_a_spreadsheet_without_formulas(
    li: Reviewer, wang: Reviewer, staff: Staff, clock: MovedClock
) -> None:
    _some_reviews(li, wang, staff, clock)
    response = staff.get("/review-statistics.csv?by=channel")
    assert response.headers["content-type"].startswith("text/csv")
    assert response.content.startswith("\ufeff".encode())
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["分组"] for row in table] == ["'=web", "web"]
    assert (table[1]["参评率"], table[1]["原因"]) == ("66.7%", "太慢 2；态度不好 1")
    assert (table[0]["整改率"], table[0]["满意"]) == ("", "1")
