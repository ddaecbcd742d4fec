"""What can be chosen on the pages of what was asked, with the words for it."""

from chassis.regions import RegionRegistry
from knowledge_base.desk_wire.asked_labels import keys, label

Choices = list[tuple[str, str]]


def choices(of: str, *, none: str = "") -> Choices:
    """All keys of a list of labels with their names; before them, under the name of `none`, choosing none."""
    named = [(key, label(of, key)) for key in keys(of) if key]
    return [("", label("choice", none)), *named] if none else named


def all_or(of: str) -> Choices:
    """For a filter: all of them, or one."""
    return choices(of, none="all")


def all_or_region() -> Choices:
    known = [(region.code, region.name) for region in RegionRegistry.load().regions]
    return [("", label("choice", "all")), *known]
