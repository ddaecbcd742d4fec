"""Shown so that only the person recognises it."""

import pytest

from actions.rules.masking import masked_identity_number, masked_name, masked_phone


def test_an_identity_number_keeps_its_place_and_end() -> None:
    assert masked_identity_number("11010519491231002X") == "110105********002X"


@pytest.mark.parametrize(("number", "shown"), [("13800138000", "138****8000"), ("", "")])
def test_a_phone_number_keeps_both_ends(number: str, shown: str) -> None:
    assert masked_phone(number) == shown


@pytest.mark.parametrize(("name", "shown"), [("李", "李"), ("李明", "李*"), ("阿依古丽", "阿***")])
def test_a_name_keeps_its_first_character(name: str, shown: str) -> None:
    assert masked_name(name) == shown
