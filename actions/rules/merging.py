"""What several items ask for together: each thing asked for once (一件事)."""

from collections.abc import Iterable, Sequence

from actions.wire.applications import MergedMaterial
from actions.wire.catalogue import Condition, FormField, Material, Mode, ServiceItem


def merged_conditions(items: Sequence[ServiceItem]) -> list[Condition]:
    """Each question once, in the order of the items."""
    return list({one.code: one for item in reversed(items) for one in reversed(item.conditions)}.values())[
        ::-1
    ]


def merged_fields(items: Sequence[ServiceItem]) -> list[FormField]:
    """Each field once; it is required where any of the items requires it."""
    fields: dict[str, FormField] = {}
    for item in items:
        for field in item.fields:
            known = fields.setdefault(field.code, field)
            if field.required and not known.required:
                fields[field.code] = known.model_copy(update={"required": True})
    return list(fields.values())


def merged_materials(items: Sequence[ServiceItem]) -> list[MergedMaterial]:
    """Each material once, under the strictest of what the items say of it."""
    asked: dict[str, list[tuple[ServiceItem, Material]]] = {}
    for item in items:
        for material in item.materials:
            asked.setdefault(material.code, []).append((item, material))
    return [_merge(askers) for askers in asked.values()]


def may_be_promised(item: ServiceItem) -> bool:
    """Whether the item can be done by commitment at all."""
    return Mode.COMMITMENT in item.modes and item.commitment is not None


def _merge(askers: Sequence[tuple[ServiceItem, Material]]) -> MergedMaterial:
    materials = [material for _, material in askers]
    first = materials[0]
    return MergedMaterial(
        code=first.code,
        name=first.name,
        required=any(material.required for material in materials),
        promise_allowed=all(material.promise_allowed and may_be_promised(item) for item, material in askers),
        deferrable_working_days=_shortest([material.deferrable_working_days for material in materials]),
        held_by=next((material.held_by for material in materials if material.held_by), None),
        note=_joined(material.note for material in materials),
        demo=any(material.demo for material in materials),
        items=[item.code for item, _ in askers],
    )


def _shortest(days: Iterable[int | None]) -> int | None:
    """None where one of the items does not let it follow at all."""
    given = list(days)
    known = [one for one in given if one is not None]
    return min(known) if len(known) == len(given) else None


def _joined(notes: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(note for note in notes if note))
