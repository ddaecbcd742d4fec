"""The facts of a report that a sentence holds, whatever it was said for. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from actions.dialogue.report_flow.counts import at_least, months_of
from actions.dialogue.report_flow.naming import employer_in, place_in
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.reading import plain
from actions.rules.readers.numeral import value_of
from actions.wire.reports import Breach
from chassis.regions import Region, RegionRegistry

_LOOKED_BACK = 8
_NOT_MONEY = re.compile(r"^(?:个|名|位|人|年|月|天|日|岁|号|栋|楼|点|小时|工友|工人|次|多个|多人|几个|街|路)")
_OTHERS_ALONE = re.compile(r"(?:老板|老细|他|佢|包工头|工头|每)$")


@dataclass(frozen=True)
class Heard:
    """None is what was not said. `people_words`: as it was said, where it was not exact (十几个人)."""

    breach: Breach | None = None
    region: str | None = None
    street: str | None = None
    employer: str | None = None
    place: str | None = None
    people: int | None = None
    people_words: str = ""
    months: int | None = None
    owed_cents: int | None = None
    gathering: bool | None = None
    minors: bool | None = None
    anonymous: bool | None = None


def hear(text: str) -> Heard:
    said = plain(text)
    words = ReportWordings.load()
    region, street = region_in(said)
    place = place_in(said)
    people, people_words = people_in(said)
    breach = next((one for one, pattern in words.breaches.items() if pattern.search(said)), None)
    return Heard(
        breach=breach,
        region=region,
        street=street,
        employer=employer_in(said, place),
        place=place,
        people=people,
        people_words=people_words,
        months=months_of(said),
        owed_cents=cents_in(said),
        gathering=_gathering(said),
        minors=True if words.hints["minors"].search(said) else None,
        anonymous=_anonymous(said),
    )


def region_in(said: str) -> tuple[str | None, str | None]:
    """The covered district and the street that are named; the district of a street is known by it."""
    for region in RegionRegistry.load().covered():
        street = next((one for one in region.streets if one in said), None)
        if street or any(word in said for word in (*region.words, *region.landmarks)):
            return region.code, _whole(street, region)
    return None, None


def _whole(street: str | None, region: Region) -> str | None:
    """民治 is 民治街道."""
    whole = (
        one for one in region.streets if street and one.startswith(street) and one.endswith(("街", "街道"))
    )
    return next(whole, street)


def people_in(said: str) -> tuple[int | None, str]:
    """How many, and the words where they say no exact number."""
    words = ReportWordings.load()
    alone = words.hints["alone"].search(said)
    if alone and not _OTHERS_ALONE.search(said[: alone.start()]):
        return 1, ""
    for match in words.hints["people"].finditer(said):
        before, count = said[: match.start()], match["count"]
        if _OTHERS_ALONE.search(before) or (count == "一" and match[0].endswith(("个", "名", "位"))):
            continue
        number, exact = at_least(count)
        if number:
            return number, "" if exact else match[0]
    return None, ""


def cents_in(said: str) -> int | None:
    """The one sum of money that is no wage by the day, month or head; None where there are several."""
    words = ReportWordings.load()
    found: set[int] = set()
    for match in words.hints["amount"].finditer(said):
        before, behind = said[max(match.start() - _LOOKED_BACK, 0) : match.start()], said[match.end() :]
        if words.hints["not_a_total"].search(before) or not _is_money(match, behind):
            continue
        value = value_of(f"{match['sum']}{match['scale'] or ''}")
        if value:
            found.add(int(value * 100))
    return found.pop() if len(found) == 1 else None


def _is_money(match: re.Match[str], behind: str) -> bool:
    if match["unit"]:
        return True
    large = re.search(r"[千万kw]", f"{match['sum']}{match['scale'] or ''}") is not None
    return large and not _NOT_MONEY.match(behind)


def cents_of(written: str) -> int | None:
    """Of a whole answer, where a bare number is a sum of yuan: 30000, 三万多, 大概5万."""
    known = cents_in(written)
    if known is not None:
        return known
    numerals = re.findall(r"[\d.]+[百千万kw]*|[零一二两三四五六七八九十百千万]+", written.replace(",", ""))
    values = [value for numeral in numerals if (value := value_of(numeral)) is not None]
    return int(values[0] * Decimal(100)) if len(values) == 1 else None


def _gathering(said: str) -> bool | None:
    words = ReportWordings.load()
    if not words.hints["gathering"].search(said):
        return None
    return words.hints["no_gathering"].search(said) is None


def _anonymous(said: str) -> bool | None:
    words = ReportWordings.load()
    if words.hints["anonymous"].search(said):
        return True
    return False if words.hints["named"].search(said) else None
