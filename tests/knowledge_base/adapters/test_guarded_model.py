"""Before a language model: nobody is named, every call is counted, and one that is down is left alone."""

import json
from collections.abc import Callable

import pytest
import structlog

from knowledge_base.adapters.breaker import Breaker
from knowledge_base.adapters.guarded_model import GuardedModel
from knowledge_base.errors import ModelFailed
from knowledge_base.model_usage import ModelUsage, Prices
from knowledge_base.ports import Tokens
from tests.knowledge_base.models_of_language import CHARGED, FakeAnswerModel

PAUSE = 30.0


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def guarded(
    model: FakeAnswerModel, watch: Callable[[], float], usage: ModelUsage | None = None
) -> GuardedModel:
    breaker = Breaker(failures=3, pause_seconds=PAUSE, now=watch)
    return GuardedModel(model, usage=usage or ModelUsage(), breaker=breaker)


def reason_of(model: GuardedModel) -> str | None:
    try:
        model.word("问", ["事实。"], seconds=1.0)
    except ModelFailed as failed:
        return failed.reason
    return None


def test_what_identifies_a_person_does_not_leave(watch: Watch) -> None:
    model = FakeAnswerModel()
    guard = guarded(model, watch)
    asked = "我叫人帮我查440102199001011234,电话13800138000,邮箱a.b@example.com,卡6222020200112233445"
    guard.rewrite([asked], earlier=[asked], seconds=1.0)
    guard.word(asked, ["打12345热线。"], seconds=1.0)
    sent = json.dumps(model.seen, ensure_ascii=False)
    for secret in ("199001011234", "13800138000", "a.b@", "020020011223"):
        assert secret not in sent
    assert "12345" in sent


def test_calls_tokens_and_cost_are_counted(watch: Watch) -> None:
    model = FakeAnswerModel()
    usage = ModelUsage(prices=Prices(prompt=2.0, completion=8.0))
    guard = guarded(model, watch, usage)
    guard.word("问", ["事实。"], seconds=1.0)
    guard.rewrite(["问"], earlier=[], seconds=1.0)
    model.reason = "refused"
    assert reason_of(guard) == "refused"
    counts = usage.counts()
    assert counts.calls == {
        ("word", "answered"): 1,
        ("rewrite", "answered"): 1,
        ("word", "refused"): 1,
    }
    assert counts.tokens == CHARGED + CHARGED + Tokens(prompt=7)
    assert counts.cost == pytest.approx((2 * 120 + 7) * 2.0 / 1e6 + 2 * 30 * 8.0 / 1e6)


def test_each_call_is_logged_with_its_outcome_and_without_what_was_said(watch: Watch) -> None:
    model = FakeAnswerModel()
    guard = guarded(model, watch)
    with structlog.testing.capture_logs() as logged:
        guard.word("灯笼登记要多久", ["事实。"], seconds=1.0)
        model.reason = "timeout"
        reason_of(guard)
    assert [(event["outcome"], event["log_level"]) for event in logged] == [
        ("answered", "info"),
        ("timeout", "warning"),
    ]
    assert (logged[0]["prompt_tokens"], logged[0]["completion_tokens"]) == (120, 30)
    assert "灯笼" not in json.dumps(logged, ensure_ascii=False)


def test_after_failures_in_a_row_nobody_asks_until_the_pause_is_over(watch: Watch) -> None:
    model = FakeAnswerModel(reason="timeout")
    guard = guarded(model, watch)
    assert [reason_of(guard) for _ in range(5)] == ["timeout"] * 3 + ["skipped"] * 2
    assert model.calls == 3
    assert guard.is_paused
    watch.seconds += PAUSE
    assert [reason_of(guard) for _ in range(3)] == ["timeout", "skipped", "skipped"]
    assert model.calls == 4


def test_one_that_is_back_is_asked_as_before(watch: Watch) -> None:
    model = FakeAnswerModel(reason="server_error")
    guard = guarded(model, watch)
    for _ in range(4):
        reason_of(guard)
    model.reason = None
    assert reason_of(guard) == "skipped"
    watch.seconds += PAUSE
    assert [reason_of(guard) for _ in range(3)] == [None] * 3
    assert not guard.is_paused


def test_a_success_between_failures_starts_the_count_anew(watch: Watch) -> None:
    model = FakeAnswerModel()
    guard = guarded(model, watch)
    for reason in ("timeout", "timeout", None, "timeout", "timeout", None):
        model.reason = reason
        assert reason_of(guard) == reason


def test_a_refusal_is_no_sign_of_an_endpoint_that_is_down(watch: Watch) -> None:
    guard = guarded(FakeAnswerModel(reason="refused"), watch)
    assert [reason_of(guard) for _ in range(10)] == ["refused"] * 10


def test_only_one_caller_tries_when_the_pause_is_over(watch: Watch) -> None:
    breaker = Breaker(failures=1, pause_seconds=PAUSE, now=watch)
    breaker.failed()
    watch.seconds += PAUSE
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    watch.seconds += PAUSE  # the one that tried never came back
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.lets_through()
