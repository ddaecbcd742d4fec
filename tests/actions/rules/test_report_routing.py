"""To which street a report goes."""

import pytest

from actions.rules.report_routing import street_of

STREETS = ["北京街", "六榕街", "白云街", "民治街道", "龙华街道"]


@pytest.mark.parametrize(
    ("street", "place", "found"),
    [
        ("北京街", "", "北京街"),
        ("北京", "", "北京街"),
        ("北京街道办事处", "", "北京街"),
        (" 民治 ", "", "民治街道"),
        ("龙华街道办", "", "龙华街道"),
        (None, "越秀区北京街示范路1号", "北京街"),
        (None, "越秀区北京街道示范路", "北京街"),
        ("不知道", "六榕街旁边的工地", "六榕街"),
        (None, "北京路步行街", None),
        (None, "北京街和六榕街之间", None),
        ("北京街", "六榕街的工地", "北京街"),
        ("天河南街", "示范路", None),
        ("", "", None),
        (None, "龙华大道", None),
    ],
)
def test_street_is_the_one_that_was_named_or_the_only_one_spoken_of(
    street: str | None, place: str, found: str | None
) -> None:
    assert street_of(street, place, STREETS) == found
