"""The rules that ship with the product, and a region's own beside those of every region."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from actions.backoffice.report_rules import SOURCE, ReportRules
from actions.backoffice.window_seeding import SOURCE as WINDOWS
from actions.rules.report_patterns import normalised_employer

YUEXIU, LONGHUA = "440104", "440309"


def test_ten_people_are_collective_everywhere() -> None:
    rules = ReportRules.load()
    for region in (YUEXIU, LONGHUA, "110000"):
        assert rules.of(region).grading.collective_people == 10


def test_region_that_is_not_there_has_the_rules_of_all() -> None:
    rules = ReportRules.load()
    assert rules.of("110000") == rules.every
    assert rules.of(YUEXIU) != rules.every


def test_region_says_only_what_is_otherwise_there(tmp_path: Path) -> None:
    said = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    said["regions"][YUEXIU]["grading"] = {"high": {"months": 3}}
    source = tmp_path / "rules.yml"
    source.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    rules = ReportRules.load(source)
    own, every = rules.of(YUEXIU).grading, rules.every.grading
    assert own.high == every.high.model_copy(update={"months": 3})
    assert (own.raised, own.words) == (every.raised, every.words)


def test_unknown_setting_is_refused(tmp_path: Path) -> None:
    said = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    said["every"]["grading"]["colective_people"] = 5
    source = tmp_path / "rules.yml"
    source.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValidationError):
        ReportRules.load(source)


def test_high_bars_are_not_below_raised_ones() -> None:
    rules = ReportRules.load()
    for one in (rules.every, *rules.regions.values()):
        for figure, bar in one.grading.raised:
            assert getattr(one.grading.high, figure) >= bar
        assert one.grading.collective_people > one.grading.high.people


def test_every_region_that_has_windows_has_a_desk_on_its_streets() -> None:
    rules = ReportRules.load()
    windows = yaml.safe_load(WINDOWS.read_text(encoding="utf-8"))["windows"]
    for region in {window["region"] for window in windows}:
        desk = rules.of(region).routing.street
        assert desk is not None
        assert desk.demo
        assert "{street}" in desk.name


def test_names_that_name_nobody_stay_nobodys() -> None:
    words = ReportRules.load().every.employers
    assert [name for name in words.nobody if normalised_employer(name, words) is not None] == []
