"""The registry of regions."""

from chassis.regions import RegionRegistry


def test_covered_regions_are_found_by_code() -> None:
    registry = RegionRegistry.load()
    yuexiu, longhua = registry.find("440104"), registry.find("440309")
    assert yuexiu is not None
    assert yuexiu.short_name == "越秀区"
    assert longhua is not None
    assert longhua.city == "深圳市"


def test_an_unknown_code_finds_nothing() -> None:
    assert RegionRegistry.load().find("999999") is None
    assert RegionRegistry.load().find("") is None


def test_every_covered_region_is_listed_once() -> None:
    registry = RegionRegistry.load()
    assert {region.code for region in registry.covered()} == {"440104", "440309"}
    assert len(registry.covered()) == 2


def test_longer_names_come_before_the_shorter_ones_they_hold() -> None:
    registry = RegionRegistry.load()
    for region in registry.covered():
        for words in (region.words, region.city_words, region.streets, region.landmarks):
            assert list(words) == sorted(words, key=len, reverse=True)


def test_no_covered_district_counts_as_another() -> None:
    registry = RegionRegistry.load()
    covered = {word for region in registry.covered() for word in region.words}
    assert not covered & set(registry.other_districts)


def test_every_street_of_both_districts_is_known() -> None:
    """As the two districts list them: 18 and 6; of Longhua's, people leave 街道 away too."""
    yuexiu, longhua = RegionRegistry.load().covered()
    assert len(set(yuexiu.streets)) == 18
    assert len({street for street in longhua.streets if street.endswith("街道")}) == 6


def test_no_place_lies_in_two_districts() -> None:
    yuexiu, longhua = RegionRegistry.load().covered()
    assert not set(yuexiu.places) & set(longhua.places)
