"""What an employer and a place are called, cut out of a sentence. Pure."""

from actions.dialogue.report_flow.wordings import ReportWordings

_LEAST = 4
"""Characters of a name with its trade: 宏达公司. Shorter ones, 公司 or 我们厂, name nobody."""


def employer_in(said: str, place: str | None) -> str | None:
    words = ReportWordings.load().hints
    if match := words["employer_named"].search(said):
        return match["name"]
    rest = said.replace(place, "，") if place else said
    for match in words["employer"].finditer(rest):
        name = words["filler"].sub("", match["name"])
        if len(name) >= _LEAST and not words["generic"].match(name):
            return name
    return None


def place_in(said: str) -> str | None:
    words = ReportWordings.load().hints
    for name in ("place", "site"):
        if match := words[name].search(said):
            place = match["place"] if name == "place" else words["filler"].sub("", match["place"])
            if not words["generic_place"].match(place) and len(place) > len("工地"):
                return place
    return None
