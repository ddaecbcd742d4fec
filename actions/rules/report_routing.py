"""To which street a report goes."""

from collections.abc import Sequence

from actions.rules.readers.written import half_width
from actions.rules.streets import bare_street

_FORMS = ("街道", "街")


def street_of(street: str | None, place: str, streets: Sequence[str]) -> str | None:
    """The one of `streets` that was named, else the only one that the place speaks of.

    北京街, 北京街道 and 北京 name the same street. In a place, 北京 does not: it may be a road of that name.
    """
    named = [one for one in streets if street and bare_street(one) == bare_street(street)]
    if named:
        return named[0]
    words = half_width(place)
    spoken_of = [one for one in streets if any(f"{bare_street(one)}{form}" in words for form in _FORMS)]
    return spoken_of[0] if len(spoken_of) == 1 else None
