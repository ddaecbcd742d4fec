"""What becomes of each material that an application asks for."""

from collections.abc import Mapping, Sequence

from actions.wire.applications import MaterialChoice, MergedMaterial


def is_possible(material: MergedMaterial, choice: MaterialChoice, *, promising: bool) -> bool:
    """Whether the applicant may do that about the material."""
    match choice:
        case MaterialChoice.HANDED_IN:
            return True
        case MaterialChoice.PROMISED:
            return promising and material.promise_allowed
        case MaterialChoice.LATER:
            return material.deferrable_working_days is not None
        case MaterialChoice.SHARED:
            return material.held_by is not None


def settled(
    materials: Sequence[MergedMaterial], chosen: Mapping[str, MaterialChoice], *, promising: bool
) -> dict[str, MaterialChoice]:
    """What was chosen and still is possible; and what need not be asked.

    An authority's own data are shared. A commitment replaces what it may, unless that is handed in anyway.
    """
    choices = {}
    for material in materials:
        choice = chosen.get(material.code) or _unasked(material, promising=promising)
        if choice and is_possible(material, choice, promising=promising):
            choices[material.code] = choice
    return choices


def open_materials(
    materials: Sequence[MergedMaterial], choices: Mapping[str, MaterialChoice]
) -> list[MergedMaterial]:
    """What is required and still without a choice."""
    return [material for material in materials if material.required and material.code not in choices]


def _unasked(material: MergedMaterial, *, promising: bool) -> MaterialChoice | None:
    if material.held_by is not None:
        return MaterialChoice.SHARED
    if promising and material.promise_allowed and material.required:
        return MaterialChoice.PROMISED
    return None
