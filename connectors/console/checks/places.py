"""Regions for a list of choices, and by code."""

from collections.abc import Sequence

from chassis.regions import RegionRegistry


def region_choices() -> list[tuple[str, str]]:
    return [(region.code, region.short_name) for region in RegionRegistry.load().covered()]


def region_name(code: str | None) -> str:
    """The name of a region; a code that we do not know stays one."""
    region = RegionRegistry.load().find(code) if code else None
    return region.short_name if region else code or ""


def regions_in(codes: Sequence[str]) -> str:
    return "、".join(map(region_name, codes))
