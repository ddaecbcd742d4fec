"""A figure is not passed off as that of other years."""

import pytest

from knowledge_base.answer.dated import is_of_other_years, years_of
from knowledge_base.answer.period import Years
from tests.knowledge_base.answer.town import FUND, RECORD, RIVER, RIVER_TARGET, Entry, town


@pytest.mark.parametrize(
    ("entry", "years"), [(RECORD, [(2020, 2020)]), (RIVER_TARGET, [(2025, 2025)]), (FUND, [])]
)
def test_a_record_is_of_its_year_a_target_of_its_last_one(entry: Entry, years: list[Years]) -> None:
    [chunk] = town(entry).chunks.values()
    assert years_of(chunk, chunk.kind, RIVER) == years


@pytest.mark.parametrize(
    ("asked", "held", "other"),
    [
        ((2024, 2024), [(2025, 2025)], True),
        ((2025, 2025), [(2025, 2025)], False),
        ((2021, 2025), [(2025, 2025)], False),
        ((2026, 2030), [(2025, 2025)], True),
        ((2024, 2024), [], False),
    ],
)
def test_figures_of_other_years_are_known_as_such(asked: Years, held: list[Years], other: bool) -> None:
    assert is_of_other_years(asked, held) is other
