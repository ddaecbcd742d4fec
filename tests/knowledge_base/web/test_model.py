"""The language model's counters over HTTP."""

import httpx
import pytest

from knowledge_base.adapters.guarded_model import GuardedModel
from knowledge_base.model_usage import ModelUsage, ModelUse, Prices
from tests.knowledge_base.models_of_language import FakeAnswerModel

pytestmark = pytest.mark.anyio

QUESTION = {"question": "月球上的天气怎么样", "region": "440104"}
"""Nothing answers it, so that nothing is there to be worded."""


@pytest.fixture
def model() -> FakeAnswerModel:
    return FakeAnswerModel()


@pytest.fixture
def model_use(model: FakeAnswerModel) -> ModelUse:
    usage = ModelUsage(name="model-of-the-tests", prices=Prices(prompt=1000.0))
    guard = GuardedModel(model, usage=usage)
    return ModelUse(model=guard, usage=usage, seconds=5.0, is_paused=lambda: guard.is_paused)


async def test_calls_verdicts_tokens_and_cost_are_told(http: httpx.AsyncClient) -> None:
    for _ in range(2):
        await http.post("/kb/v1/answer", json=QUESTION)
    view = (await http.get("/kb/v1/model")).json()
    assert view["name"] == "model-of-the-tests"
    assert view["calls"] == {"rewrite": {"answered": 2}}
    assert view["verdicts"] == {"rewrite": {"unchanged": 2}}
    assert (view["prompt_tokens"], view["completion_tokens"]) == (240, 60)
    assert view["cost"] == pytest.approx(0.24)
    metrics = (await http.get("/metrics")).text
    assert 'civicdesk_model_calls_total{outcome="answered",task="rewrite"} 2.0' in metrics
    assert 'civicdesk_model_tokens_total{kind="prompt"} 240.0' in metrics


async def test_a_model_that_is_down_is_shown_and_the_service_stays_ready(
    http: httpx.AsyncClient, model: FakeAnswerModel
) -> None:
    model.reason = "timeout"
    for _ in range(4):
        assert (await http.post("/kb/v1/answer", json=QUESTION)).status_code == 200
    view = (await http.get("/kb/v1/model")).json()
    assert view["paused"]
    assert view["calls"] == {"rewrite": {"timeout": 3, "skipped": 1}}
    assert "civicdesk_model_paused 1.0" in (await http.get("/metrics")).text
    assert (await http.get("/readyz")).status_code == 200
