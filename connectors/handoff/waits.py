"""How long somebody is likely to wait, from what was seen, or nothing at all."""

import math
from statistics import median

FEWEST_TALKS = 3


def expected_minutes(*, place: int, agents: int, busy: int, talk_minutes: list[float]) -> int | None:
    """Minutes until the place in the queue (from 1) is served, rounded up; 0 where somebody is free.

    Each place that no free agent covers waits for one talk to end; with `agents` at work one ends every
    median talk divided by their number. None: nobody is there, or fewer than three talks were seen.
    """
    if agents == 0:
        return None
    free = max(0, agents - busy)
    if place <= free:
        return 0
    if len(talk_minutes) < FEWEST_TALKS:
        return None
    return max(1, math.ceil((place - free) * median(talk_minutes) / agents))
