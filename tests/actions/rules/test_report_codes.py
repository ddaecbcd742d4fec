"""The code of a report, as people write it."""

import pytest

from actions.rules.report_codes import code_digits


@pytest.mark.parametrize(
    "written",
    [
        "03817-55204",
        "0381755204",
        "03817 55204",
        "０３８１７－５５２０４",
        "查询码是03817-55204。",
        "038 175 5204\n",
    ],
)
def test_digits_are_read_however_they_are_written(written: str) -> None:
    assert code_digits(written) == "0381755204"


@pytest.mark.parametrize("written", ["", "忘了", "— —"])
def test_no_digits_are_no_code(written: str) -> None:
    assert code_digits(written) == ""
