"""The optional language model: what it was asked, what came of it, and what that cost, since the start."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from knowledge_base.ports import AnswerModel, ModelTask, Tokens

_MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """Of a million tokens, in whatever currency the operator counts in."""

    prompt: float = 0.0
    completion: float = 0.0

    def cost(self, tokens: Tokens) -> float:
        return (tokens.prompt * self.prompt + tokens.completion * self.completion) / _MILLION


@dataclass(frozen=True)
class Counts:
    """`calls` by task and outcome, `verdicts` by task and verdict, `seconds` by task."""

    calls: dict[tuple[str, str], int]
    verdicts: dict[tuple[str, str], int]
    seconds: dict[str, float]
    tokens: Tokens
    cost: float


@dataclass
class ModelUsage:
    """Counters that all threads of the process share."""

    name: str = ""
    prices: Prices = Prices()
    _calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    _verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seconds: dict[str, float] = field(default_factory=dict)
    _tokens: Tokens = field(default_factory=Tokens)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def called(self, task: ModelTask, outcome: str, *, tokens: Tokens, seconds: float) -> None:
        """A call came to an end; `outcome` is `answered` or why it failed."""
        with self._lock:
            self._calls[task, outcome] += 1
            self._seconds[task] = self._seconds.get(task, 0.0) + seconds
            self._tokens = self._tokens + tokens

    def judged(self, task: ModelTask, verdict: str) -> None:
        """Something that the model said was taken (`used`), or refused for the reason given."""
        with self._lock:
            self._verdicts[task, verdict] += 1

    def counts(self) -> Counts:
        with self._lock:
            return Counts(
                calls=dict(self._calls),
                verdicts=dict(self._verdicts),
                seconds=dict(self._seconds),
                tokens=self._tokens,
                cost=self.prices.cost(self._tokens),
            )


@dataclass(frozen=True)
class ModelUse:
    """A model as the steps use it. `seconds` is what all its calls of one answer may take together.

    `is_paused` says whether it is left alone for a while because it failed repeatedly.
    """

    model: AnswerModel
    usage: ModelUsage
    seconds: float
    is_paused: Callable[[], bool] = lambda: False
