"""What the questions say of a change before it is published: may it go on, or does a person have to say why.

Who asks the questions gives a `GateCheck`; who publishes (`approval.py`) asks it and keeps the rule.
"""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge_base.proposal import Proposal


@dataclass(frozen=True)
class Floor:
    """One set of questions: of `asked`, `kept` are answered no worse than before.

    `least` is the share (0 to 1) that has to be. `title` is what people read, `id` what programs do.
    """

    id: str
    title: str
    asked: int
    kept: int
    least: float
    passed: bool


@dataclass(frozen=True)
class Gate:
    """`passed` where every floor is. `checked` is false where the questions were not asked to the end yet:

    nothing is known then, and it has not passed.
    """

    passed: bool
    floors: tuple[Floor, ...] = ()
    checked: bool = True


GateCheck = Callable[[Proposal], Gate]


def no_floors(_: Proposal) -> Gate:
    """Where no questions are kept, there is nothing to fall below."""
    return Gate(passed=True)
