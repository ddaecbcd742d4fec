"""Stands before a language model: masks what leaves, counts and logs, and spares an endpoint that is down."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Protocol, TypeVar

from chassis.logs import get_logger
from chassis.pii import mask
from knowledge_base.adapters.breaker import Breaker
from knowledge_base.errors import ModelFailed
from knowledge_base.model_usage import ModelUsage
from knowledge_base.ports import AnswerModel, ModelTask, Rewritten, Tokens, Worded

ANSWERED = "answered"
SKIPPED = "skipped"
_NOT_DOWN = frozenset({"refused"})
"""Reasons that say nothing of the endpoint's health."""


class _Charged(Protocol):
    @property
    def tokens(self) -> Tokens: ...


T = TypeVar("T", bound=_Charged)


class GuardedModel:
    """Any model, behind a circuit breaker. Questions are masked here, at the last place before the wire."""

    def __init__(self, model: AnswerModel, *, usage: ModelUsage, breaker: Breaker | None = None) -> None:
        self._model = model
        self._usage = usage
        self._breaker = breaker or Breaker()

    @property
    def is_paused(self) -> bool:
        return self._breaker.is_open

    def rewrite(self, questions: Sequence[str], *, earlier: Sequence[str], seconds: float) -> Rewritten:
        masked, before = [mask(text) for text in questions], [mask(text) for text in earlier]
        return self._call(
            ModelTask.REWRITE, lambda: self._model.rewrite(masked, earlier=before, seconds=seconds)
        )

    def word(self, question: str, facts: Sequence[str], *, seconds: float) -> Worded:
        masked = mask(question)
        return self._call(ModelTask.WORD, lambda: self._model.word(masked, facts, seconds=seconds))

    def _call(self, task: ModelTask, ask: Callable[[], T]) -> T:
        if not self._breaker.lets_through():
            self._usage.called(task, SKIPPED, tokens=Tokens(), seconds=0.0)
            raise ModelFailed("the endpoint failed repeatedly and is left alone for a while", reason=SKIPPED)
        started = perf_counter()
        try:
            said = ask()
        except ModelFailed as error:
            self._note_failure(task, error, perf_counter() - started)
            raise
        self._breaker.succeeded()
        self._count(task, ANSWERED, said.tokens, perf_counter() - started)
        return said

    def _note_failure(self, task: ModelTask, error: ModelFailed, seconds: float) -> None:
        if error.reason in _NOT_DOWN:
            self._breaker.succeeded()
        else:
            self._breaker.failed()
        self._count(
            task,
            error.reason,
            Tokens(error.prompt_tokens, error.completion_tokens),
            seconds,
            detail=str(error),
        )

    def _count(
        self, task: ModelTask, outcome: str, tokens: Tokens, seconds: float, *, detail: str = ""
    ) -> None:
        self._usage.called(task, outcome, tokens=tokens, seconds=seconds)
        logger = get_logger()
        (logger.info if outcome == ANSWERED else logger.warning)(
            "model_called",
            task=str(task),
            outcome=outcome,
            milliseconds=round(1000 * seconds, 1),
            prompt_tokens=tokens.prompt,
            completion_tokens=tokens.completion,
            cost=self._usage.prices.cost(tokens),
            **({"detail": detail} if detail else {}),
        )
