"""One street, however its name is written."""

import pytest

from actions.rules.streets import bare_street


@pytest.mark.parametrize("name", ["北京", "北京街", "北京街道", " 北京街道办事处 ", "北京街道办", "北京街　"])
def test_a_street_is_known_by_every_form_of_its_name(name: str) -> None:
    assert bare_street(name) == "北京"


def test_what_only_begins_like_a_form_is_part_of_the_name() -> None:
    assert bare_street("办林街道") == "办林"
