"""Places whose reports are not taken in here."""

from actions.dialogue.report_flow.hearing import region_in
from actions.dialogue.service_flow.reading import plain
from chassis.regions import RegionRegistry


def elsewhere_in(text: str) -> str | None:
    """Another district or city that is named; None where a covered district is, or none at all."""
    said, registry = plain(text), RegionRegistry.load()
    if region_in(said)[0]:
        return None
    for word in registry.lookalikes:
        said = said.replace(word, "")
    named = (*registry.other_districts, *registry.other_cities)
    behind_in = next((one for one in registry.other_after_in if f"在{one}" in said), None)
    return next((one for one in named if one in said), behind_in)
