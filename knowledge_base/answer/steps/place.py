"""Which district a question is about: from its words, what was said before, or where the person is."""

import re
from collections.abc import Callable, Iterable

from chassis.regions import Region, RegionRegistry
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.steps.understand import bare_words, to_mandarin, want_of
from knowledge_base.wire import Status

_PART_OF_A_TITLE = r"(?<!i)(?<!走进)(?<!赢在)(?<!“)"
"""Before a place name that belongs to the title of an app or a contest."""
_STANDS_FOR_PERSON = r"(?:^|[,,。;;]|我们?(?:人)?(?:现在)?(?:住)?在|我是|请问|想问)"

_ORIGIN = (
    r"市?(?:人(?![社才力口民])|籍|户|大学|青年|学生|居民|同胞|本科|毕业|学历|来|过来"
    r"|的?(?:应届|专业|资格|牌照|执照|证书|医生|律师))"
)
"""After a city's name that only says where somebody comes from."""


def place(context: Context, services: Services) -> None:
    """Set the regions to search, or where else the question belongs. Place names leave the query."""
    registry = services.regions
    named = regions_in(context.question, registry)
    elsewhere = None if named else _elsewhere(context.question, registry)
    if elsewhere:
        context.elsewhere = elsewhere
        context.status = Status.NOT_IN_DOCUMENTS
        return
    if not named and patterns("question", "both").search(context.question):
        named = tuple(region.code for region in registry.covered())
    known = named or _from_history(context, registry) or _from_request(context)
    context.region_is_known = bool(known)
    context.regions = known or tuple(region.code for region in registry.covered())
    for part in context.parts:
        part.query = without_places(part.query, registry) or part.query
        if part.own:
            part.own = without_places(part.own, registry)
            if not bare_words(part.own):
                part.want = want_of(part.query)  # “那越秀呢” wants the same of another place


def regions_in(text: str, registry: RegionRegistry) -> tuple[str, ...]:
    """Codes of the covered regions that a text names, in the order in which it names them.

    Street names count. The city's name counts where no district or street is named, not even another one.
    """
    text = _without(registry.lookalikes, text)
    found = _positions(text, registry, lambda region: (*region.words, *region.streets))
    if not found and not _other_district(text, registry):
        found = _positions(text, registry, lambda region: region.city_words)
    return tuple(sorted(found, key=lambda code: found[code]))


def _positions(
    text: str, registry: RegionRegistry, words_of: Callable[[Region], tuple[str, ...]]
) -> dict[str, int]:
    """Where each region is first named."""
    return {
        region.code: min(places)
        for region in registry.covered()
        if (places := [text.find(word) for word in words_of(region) if word in text])
    }


def without_places(text: str, registry: RegionRegistry) -> str:
    """The text without the names of covered districts and cities: they would draw every passage alike."""
    names = "|".join(map(re.escape, sorted(_names(registry.covered()), key=len, reverse=True)))
    bare = re.sub(rf"{_PART_OF_A_TITLE}(?:{names})", "", text)
    return re.sub(r"^[\s,、:的在呢]+|[\s,、]+$", "", bare)


def _names(regions: list[Region]) -> set[str]:
    return {word for region in regions for word in (*region.words, *region.city_words)}


def _elsewhere(text: str, registry: RegionRegistry) -> str | None:
    """Another place that the question is about, not one that somebody merely comes from."""
    text = _without(registry.lookalikes, text)
    cities = "|".join(map(re.escape, registry.other_cities))
    city = re.search(rf"{_STANDS_FOR_PERSON}(?:在)?({cities})(?!{_ORIGIN})", _without_streets(text, registry))
    return _other_district(text, registry) or (city[1] if city else None)


def _other_district(text: str, registry: RegionRegistry) -> str | None:
    names = "|".join(map(re.escape, registry.other_districts))
    match = re.search(rf"(?<!从)(?<!由)(?<!来自)({names})", _without_streets(text, registry))
    return match[1] if match else None


def _without_streets(text: str, registry: RegionRegistry) -> str:
    """北京街 is a street of Yuexiu, not Beijing."""
    return _without([street for region in registry.covered() for street in region.streets], text)


def _without(words: Iterable[str], text: str) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text


def _from_history(context: Context, registry: RegionRegistry) -> tuple[str, ...]:
    for turn in reversed(context.request.history):
        named = regions_in(to_mandarin(turn.question), registry)
        if named:
            return named
        if turn.region:
            return (turn.region,)
    return ()


def _from_request(context: Context) -> tuple[str, ...]:
    return (context.request.region,) if context.request.region else ()
