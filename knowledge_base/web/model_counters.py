"""The language model's counters: for `/metrics`, and as one view for people and scripts."""

from collections.abc import Iterator, Mapping

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from knowledge_base.model_usage import ModelUse
from knowledge_base.wire import ModelView

Family = CounterMetricFamily | GaugeMetricFamily


class ModelCounters(Collector):
    """Reads the counters whenever Prometheus asks."""

    def __init__(self, use: ModelUse) -> None:
        self._use = use

    def collect(self) -> Iterator[Family]:
        counts = self._use.usage.counts()
        yield _by_task("calls", "Calls of the language model.", "outcome", counts.calls)
        yield _by_task("verdicts", "What was made of what it said.", "verdict", counts.verdicts)
        yield _tokens(prompt=counts.tokens.prompt, completion=counts.tokens.completion)
        yield CounterMetricFamily("civicdesk_model_cost", "By the prices that are set.", value=counts.cost)
        yield GaugeMetricFamily(
            "civicdesk_model_paused",
            "1 while the endpoint is left alone after failures.",
            value=int(self._use.is_paused()),
        )


def _by_task(name: str, told: str, label: str, counts: Mapping[tuple[str, str], int]) -> CounterMetricFamily:
    family = CounterMetricFamily(f"civicdesk_model_{name}", told, labels=["task", label])
    for (task, what), count in sorted(counts.items()):
        family.add_metric([task, what], count)
    return family


def _tokens(*, prompt: int, completion: int) -> CounterMetricFamily:
    family = CounterMetricFamily("civicdesk_model_tokens", "Tokens that were charged.", labels=["kind"])
    family.add_metric(["prompt"], prompt)
    family.add_metric(["completion"], completion)
    return family


def model_view(use: ModelUse | None) -> ModelView:
    """`configured` is false, and all else empty, without a model."""
    if use is None:
        return ModelView(configured=False)
    counts = use.usage.counts()
    return ModelView(
        configured=True,
        name=use.usage.name,
        paused=use.is_paused(),
        calls=_nested(counts.calls),
        verdicts=_nested(counts.verdicts),
        seconds={task: round(seconds, 3) for task, seconds in counts.seconds.items()},
        prompt_tokens=counts.tokens.prompt,
        completion_tokens=counts.tokens.completion,
        cost=counts.cost,
    )


def _nested(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (task, what), count in sorted(counts.items()):
        nested.setdefault(str(task), {})[what] = count
    return nested
