"""What every language model of ours does: the double, a chat endpoint by each output, and the guard."""

from collections.abc import Iterator

import pytest

from knowledge_base.adapters.guarded_model import GuardedModel
from knowledge_base.errors import ModelFailed
from knowledge_base.model_usage import ModelUsage
from knowledge_base.ports import AnswerModel
from tests.knowledge_base.models_of_language import CHARGED, FakeAnswerModel, chat_model
from tests.standins.chat_completions import ChatStandIn
from tests.standins.loopback import served

FACTS = ["灯笼登记3个工作日办好。", "渡船卡由服务站发放。"]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(ChatStandIn().app) as port:
        yield port


@pytest.fixture(scope="module", params=["fake", "guarded", "json_schema", "function_calling", "json_mode"])
def model(request: pytest.FixtureRequest) -> Iterator[AnswerModel]:
    if request.param == "fake":
        yield FakeAnswerModel()
    elif request.param == "guarded":
        yield GuardedModel(FakeAnswerModel(), usage=ModelUsage())
    else:
        with chat_model(request.getfixturevalue("port"), output=request.param) as built:
            yield built


@pytest.fixture(params=["fake", "guarded", "endpoint"])
def failing(request: pytest.FixtureRequest) -> Iterator[AnswerModel]:
    if request.param == "fake":
        yield FakeAnswerModel(reason="timeout")
    elif request.param == "guarded":
        yield GuardedModel(FakeAnswerModel(reason="timeout"), usage=ModelUsage())
    else:
        with chat_model(request.getfixturevalue("port"), key="another") as built:
            yield built


def test_each_question_comes_back_once_and_in_its_order(model: AnswerModel) -> None:
    questions = ["灯笼登记要多久", "渡船卡谁来发"]
    assert model.rewrite(questions, earlier=["你好"], seconds=5.0).questions == tuple(questions)


def test_each_sentence_names_the_fact_that_it_words(model: AnswerModel) -> None:
    worded = model.word("灯笼登记要多久", FACTS, seconds=5.0)
    assert [sentence.sources for sentence in worded.sentences] == [(1,), (2,)]
    assert all(fact in said.text for fact, said in zip(FACTS, worded.sentences, strict=True))


def test_a_call_says_what_it_was_charged_for(model: AnswerModel) -> None:
    assert model.word("问", FACTS, seconds=5.0).tokens == CHARGED
    assert model.rewrite(["问"], earlier=[], seconds=5.0).tokens == CHARGED


def test_odd_texts_go_there_and_back(model: AnswerModel) -> None:
    for text in ('"}]}', "一\n\t二", "😀", "{question}", "<|im_end|>", "长" * 900):
        assert model.rewrite([text], earlier=[text], seconds=5.0).questions == (text,)


def test_a_failure_is_one_error_with_its_reason(failing: AnswerModel) -> None:
    for ask in (
        lambda: failing.word("问", FACTS, seconds=5.0),
        lambda: failing.rewrite(["问"], earlier=[], seconds=5.0),
    ):
        with pytest.raises(ModelFailed) as failed:
            ask()
        assert failed.value.reason in {"timeout", "unauthorised"}
