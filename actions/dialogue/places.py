"""Which of the covered regions a turn is about."""

from actions.dialogue.turn import Turn
from chassis.regions import RegionRegistry

# The place that the citizen's own words name wins over the one known of the conversation.
REGION_ENTITY = "region"


def meant_regions(turn: Turn) -> list[str]:
    """The region that is meant; all covered ones where it is not known."""
    covered = [region.code for region in RegionRegistry.load().covered()]
    named = turn.values(REGION_ENTITY) & set(covered)
    if len(named) == 1:
        return [*named]
    return [turn.region] if turn.region in covered else covered
