"""What an item needs, told from the catalogue. Pure."""

from datetime import date
from enum import StrEnum

from actions.dialogue.service_flow.guide_texts import GuideTexts
from actions.dialogue.service_flow.reading import bare, plain
from actions.dialogue.service_flow.wordings import Wordings
from actions.rules.deadline import deadline
from actions.wire.catalogue import Limit, Material, ServiceChannel, ServiceItem, Way


class Aspect(StrEnum):
    """What people ask about an item. `day`: not how long it takes, but by which day."""

    ONLINE = "online"
    WHERE = "where"
    CONDITIONS = "conditions"
    MATERIALS = "materials"
    DAY = "day"
    TIME = "time"


def aspect_of(text: str) -> Aspect | None:
    asked = plain(text)
    aspects = Wordings.load().aspects.items()
    return next((Aspect(name) for name, words in aspects if words.search(asked)), None)


def names_nothing_else(text: str) -> bool:
    """Nothing but the question itself: “那要带什么呢”."""
    return bool(Wordings.load().alone.fullmatch(bare(text)))


def describe(item: ServiceItem, aspect: Aspect, texts: GuideTexts, *, today: date) -> str:
    match aspect:
        case Aspect.MATERIALS:
            lines = _materials(item, texts)
        case Aspect.CONDITIONS:
            lines = _conditions(item, texts)
        case Aspect.DAY | Aspect.TIME:
            lines = _times(item, texts, today=today)
        case Aspect.WHERE | Aspect.ONLINE:
            lines = _places(item, aspect, texts)
    return "\n".join(lines)


def _materials(item: ServiceItem, texts: GuideTexts) -> list[str]:
    asked = [material for material in item.materials if not material.held_by]
    shared = [material.name for material in item.materials if material.held_by]
    head = texts.materials if asked else texts.materials_none
    lines = [head.format(item=item.name), *texts.numbered_lines([_material(one, texts) for one in asked])]
    return [*lines, texts.materials_shared.format(names=texts.between.join(shared))] if shared else lines


def _material(material: Material, texts: GuideTexts) -> str:
    notes = [material.note]
    if not material.required:
        notes.append(texts.material_optional)
    if material.promise_allowed:
        notes.append(texts.material_promise)
    if material.deferrable_working_days:
        notes.append(texts.material_later.format(days=material.deferrable_working_days))
    return texts.material.format(name=material.name, demo=texts.marked(material.demo), note="".join(notes))


def _conditions(item: ServiceItem, texts: GuideTexts) -> list[str]:
    if not item.conditions:
        return [texts.conditions_none.format(item=item.name)]
    asked = [
        texts.condition.format(question=condition.question, demo=texts.marked(condition.demo))
        for condition in item.conditions
    ]
    last = [texts.conditions_next] if item.applicable else []
    return [texts.conditions.format(item=item.name), *texts.numbered_lines(asked), *last]


def _times(item: ServiceItem, texts: GuideTexts, *, today: date) -> list[str]:
    if not item.limits:
        return [texts.limits_none.format(item=item.name)]
    lines = [texts.time.format(item=item.name), *[_limit(limit, texts) for limit in item.limits]]
    due = deadline(item.limits, accepted_on=today, way=Way.ONLINE, said=())
    if due.on is None or not item.applicable:
        return lines
    online = any(limit.way is Way.ONLINE for limit in due.limits)
    words = texts.due_online if online else texts.due_any
    return [*lines, words.format(day=texts.on(due.on))]


def _limit(limit: Limit, texts: GuideTexts) -> str:
    return texts.limit.format(text=limit.text, demo=texts.marked(limit.demo))


def _places(item: ServiceItem, aspect: Aspect, texts: GuideTexts) -> list[str]:
    online = [channel for channel in item.channels if channel.way is not Way.WINDOW]
    if not item.channels:
        return [texts.channels_none.format(item=item.name)]
    if aspect is Aspect.WHERE:
        head, shown = texts.where, item.channels
    else:
        head, shown = (texts.online, online) if online else (texts.online_no, item.channels)
    lines = [head.format(item=item.name), *texts.numbered_lines([_channel(one, texts) for one in shown])]
    return [*lines, texts.here] if item.applicable else lines


def _channel(channel: ServiceChannel, texts: GuideTexts) -> str:
    return texts.channel.format(name=channel.name, demo=texts.marked(channel.demo), note=channel.note)
