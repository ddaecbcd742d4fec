"""Questions seen by hand: what would be seen of them in a search."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from random import Random

from evaluation.calibration.observe import Mode, Observed
from knowledge_base.answer.estimate import NAMES, Seen

NOTHING = Seen(**dict.fromkeys(NAMES, 0.0))


def make_observed(name: str = "q-1", **changes: object) -> Observed:
    values = {
        "id": name,
        "source": "calibration",
        "part": "tuning",
        "mode": "points",
        "kind": "answerable",
        "question": "灯笼登记要多久",
        "seen": astuple(NOTHING),
        "holds": True,
    }
    return Observed.model_validate(values | changes)


def make_many(count: int = 240, *, modes: Sequence[Mode] = ("points", "texts")) -> list[Observed]:
    """As many questions in each mode. Those that are answered say more and lie nearer; in `texts` a bit less.

    Of each five two are frozen.
    """
    chance = Random(20261121)
    found: list[Observed] = []
    for number in range(count):
        kind = ("answerable", "near", "off_topic")[number % 3]
        near = {"answerable": 2.0, "near": 0.5, "off_topic": -1.5}[kind]
        for mode in modes:
            values = [chance.gauss(0, 1) for _ in NAMES]
            seen = replace(
                Seen(*values),
                dense=near + chance.gauss(0, 0.7) - 0.2 * (mode == "texts"),
                said=near / 4 + chance.gauss(0, 0.2),
            )
            part = "frozen" if number % 5 < 2 else "tuning"
            found.append(make_observed(f"q-{number}", kind=kind, mode=mode, part=part, seen=astuple(seen)))
    return found
