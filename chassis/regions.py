"""Which places we know: the covered districts, and enough others to recognise a question about them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

_SOURCE = Path(__file__).with_name("regions.yml")


@dataclass(frozen=True)
class Region:
    """A covered district.

    `words`, `city_words`, `streets` and `landmarks` are how people name it, longest first.
    """

    code: str
    name: str
    short_name: str
    city: str
    words: tuple[str, ...]
    city_words: tuple[str, ...]
    streets: tuple[str, ...]
    landmarks: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """What lies in the district."""
        return (*self.streets, *self.landmarks)


@dataclass(frozen=True)
class RegionRegistry:
    """All regions by GB/T 2260 code. `other_after_in` are places only after 在 or 住."""

    regions: tuple[Region, ...]
    other_districts: tuple[str, ...]
    other_cities: tuple[str, ...]
    lookalikes: tuple[str, ...] = ()
    other_after_in: tuple[str, ...] = ()
    _by_code: dict[str, Region] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_code.update({region.code: region for region in self.regions})

    @staticmethod
    @cache
    def load() -> "RegionRegistry":
        """Read the registry that ships with the product."""
        source = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
        regions = tuple(
            Region(
                code=entry["code"],
                name=entry["name"],
                short_name=entry["short_name"],
                city=entry["city"],
                words=_longest_first(entry["words"]),
                city_words=_longest_first(entry["city_words"]),
                streets=_longest_first(entry["streets"]),
                landmarks=_longest_first(entry["landmarks"]),
            )
            for entry in source["covered"]
        )
        return RegionRegistry(
            regions=regions,
            other_districts=_longest_first(source["other"]["districts"]),
            other_cities=_longest_first(source["other"]["cities"]),
            lookalikes=_longest_first(source["lookalikes"]),
            other_after_in=_longest_first(source["other"]["after_in"]),
        )

    def find(self, code: str) -> Region | None:
        return self._by_code.get(code)

    def covered(self) -> list[Region]:
        return list(self.regions)


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))
