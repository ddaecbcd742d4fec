"""Which district a question is about: from its words, what was said before, or where the person is."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from chassis.regions import Region, RegionRegistry
from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.steps.understand import bare_words, to_mandarin, want_of
from knowledge_base.terms import nothing_before
from knowledge_base.wire import Status

_PART_OF_A_TITLE = r"(?<!i)(?<!走进)(?<!赢在)(?<!“)"
"""Before a place name that belongs to the title of an app or a contest."""
_STANDS_FOR_PERSON = r"(?:^|[,,。;;]|^那么?|我们?(?:人)?(?:现在)?(?:住)?在|我是|请问|想问)"

_ORIGIN = (
    r"市?(?:人(?![社才力口民])|籍|户|大学|青年|学生|居民|同胞|本科|毕业|学历|来|过来|方向|那边来"
    r"|的?(?:应届|专业|资格|牌照|执照|证书|医生|律师))"
)
"""After a city's name that only says where somebody comes from."""
_DONE_BEFORE = r"(?<!之前)(?<!以前)(?<!原来)(?<!原先)(?<!从前)(?<!曾)(?<!曾经)"
_DOES_THERE = (
    r"(?:这边|那边|市区?)?"
    r"(?:怎么|如何|要(?!求)|可以|能|有没有|(?:办|领|申请)(?!过|的)|登记要|多久|多少|哪里)"
)
"""After 在 and a city's name: what somebody wants to do there."""
_FROM = r"(?:从|由|来自|原来在|原先在|之前在|以前在|搬离|离开)"
_BESIDE = r"(?:和|跟|与|同|比|还是|、|对比)"
_NOT = r"(?:不是|不问|别说|不要说|没问)(?:问|说|讲)?(?:的)?"


def place(context: Context, services: Services) -> None:
    """Set the regions to search, or where else the question belongs. Place names leave the query.

    A question as of a day before all our documents of its regions ends here.
    """
    registry = services.regions
    named = regions_in(context.question, registry)
    if not named and patterns("question", "both").search(context.question):
        named = tuple(region.code for region in registry.covered())
    elsewhere = _beside(context.question, registry) if named else _away(context, registry)
    context.elsewhere = elsewhere
    if elsewhere and not named:
        context.status = Status.NOT_IN_DOCUMENTS
        return
    known = named or _from_history(context, registry) or _from_request(context)
    context.region_is_known = bool(known)
    context.regions = known or tuple(region.code for region in registry.covered())
    if _is_too_early(context, services):
        context.status = Status.NOT_IN_DOCUMENTS
        return
    both = patterns("question", "both")
    for part in context.parts:
        part.query = without_places(both.sub("", part.query), registry) or part.query
        if part.own:
            part.own = without_places(part.own, registry)
            if not bare_words(part.own):
                part.want = want_of(part.query)  # “那越秀呢” wants the same of another place
    context.parts = list(_distinct(context.parts))


def _distinct(parts: list[Part]) -> Iterator[Part]:
    """“越秀用啥、龙华用啥” is one question once the places are known; so is “有几个，分别是哪些”."""
    told: set[tuple[str, str]] = set()
    for part in parts:
        asked = "".join(dict.fromkeys(bare_words(part.query))), part.want.name
        if asked not in told:
            yield part
        told.add(asked)


def _is_too_early(context: Context, services: Services) -> bool:
    day: date | None = context.request.as_of
    if day is None:
        return False
    return nothing_before(services.terms(), day, regions=context.regions) is not None


def regions_in(text: str, registry: RegionRegistry) -> tuple[str, ...]:
    """Codes of the covered regions that a text is about, in the order in which it names them.

    Streets and landmarks count. The city's name counts where nothing smaller is named, not even another
    district. A region that is only where somebody comes from, or is said not to be meant, does not count
    beside another one.
    """
    text = _without(registry.lookalikes, text)
    plain = _without(_elsewhere_of_same_name(registry.other_districts, _names(registry)), text)
    found = _positions(plain, registry, lambda region: (*region.words, *region.places))
    if not found and not _other_district(text, registry):
        found = _positions(plain, registry, lambda region: region.city_words)
    meant = {code: at for code, at in found.items() if not _is_only_left(plain, code, registry)}
    return tuple(sorted(meant or found, key=lambda code: found[code]))


@cache
def _elsewhere_of_same_name(others: tuple[str, ...], ours: tuple[str, ...]) -> tuple[str, ...]:
    """Other places whose name holds that of a covered one: 海口市龙华区."""
    return tuple(name for name in others if any(word in name for word in ours))


def _positions(
    text: str, registry: RegionRegistry, words_of: Callable[[Region], tuple[str, ...]]
) -> dict[str, int]:
    """Where each region is first named."""
    return {
        region.code: min(places)
        for region in registry.covered()
        if (places := [text.find(word) for word in words_of(region) if word in text])
    }


def _is_only_left(text: str, code: str, registry: RegionRegistry) -> bool:
    """Whether each mention of a region says that somebody left it, or that it is not meant."""
    region = registry.find(code)
    if region is None:
        return False
    names = _any_of((*region.words, *region.places, *region.city_words))
    return re.search(names, re.sub(rf"(?:{_FROM}|{_NOT})(?:{names})", " ", text)) is None


def without_places(text: str, registry: RegionRegistry) -> str:
    """The text without the names of covered districts and cities: they would draw every passage alike."""
    bare = re.sub(rf"{_PART_OF_A_TITLE}(?:{_any_of(_names(registry))})", "", text)
    return re.sub(r"^[\s,、:的在呢]+|[\s,、]+$", "", bare)


def _names(registry: RegionRegistry) -> tuple[str, ...]:
    return tuple(word for region in registry.covered() for word in (*region.words, *region.city_words))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    """An expression for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _away(context: Context, registry: RegionRegistry) -> str | None:
    """Another place that the question is about, or that it goes on about."""
    elsewhere = _elsewhere(context.question, registry)
    goes_on = any(part.own for part in context.parts)
    if elsewhere or not goes_on or not context.request.history:
        return elsewhere
    last = to_mandarin(context.request.history[-1].question)
    return None if regions_in(last, registry) else _elsewhere(last, registry)


def _elsewhere(text: str, registry: RegionRegistry) -> str | None:
    """Another place that the question is about, not one that somebody merely comes from."""
    text = _without(registry.lookalikes, text)
    bare = _without_streets(text, registry)
    cities = _any_of(registry.other_cities)
    after_in = _any_of(registry.other_after_in)
    matches = (
        re.search(rf"{_STANDS_FOR_PERSON}(?:在)?({cities})(?!{_ORIGIN})", bare),
        re.search(rf"{_DONE_BEFORE}在({cities}|{after_in}){_DOES_THERE}", bare),
        re.search(rf"我们?(?:人)?(?:现在)?(?:住)?[在住]({after_in})(?!{_ORIGIN}|街|山|大道)", bare),
    )
    return _other_district(text, registry) or next((match[1] for match in matches if match), None)


def _other_district(text: str, registry: RegionRegistry) -> str | None:
    names = _any_of(registry.other_districts)
    match = re.search(rf"(?<!从)(?<!由)(?<!来自)({names})", _without_streets(text, registry))
    return match[1] if match else None


def _beside(text: str, registry: RegionRegistry) -> str | None:
    """Another place that a covered region is set beside: 越秀和天河哪个高."""
    text = _without_streets(_without(registry.lookalikes, text), registry)
    others = _any_of((*registry.other_districts, *registry.other_cities))
    ours = _any_of(_names(registry))
    match = re.search(rf"(?:{ours}){_BESIDE}({others})|({others}){_BESIDE}(?:{ours})", text)
    return (match[1] or match[2]) if match else None


def _without_streets(text: str, registry: RegionRegistry) -> str:
    """北京街 is a street of Yuexiu, not Beijing; 海珠广场 lies in Yuexiu, not in Haizhu."""
    return _without([place for region in registry.covered() for place in region.places], text)


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
