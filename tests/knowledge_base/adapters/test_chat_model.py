"""Whatever an endpoint does, a call ends in time: in an answer of the right shape or in one of our errors."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge_base.adapters.chat_model import ChatModel, Format
from knowledge_base.errors import ModelFailed
from knowledge_base.ports import Tokens
from tests.knowledge_base.models_of_language import CHARGED, chat_model
from tests.standins.chat_completions import KEY, MODEL, ChatStandIn
from tests.standins.loopback import served

FACTS = ["灯笼登记3个工作日办好。", "渡船卡由服务站发放。"]
REASONS = {
    "http_400": "bad_request",
    "http_401": "unauthorised",
    "http_403": "unauthorised",
    "http_404": "bad_request",
    "http_429": "rate_limited",
    "http_500": "server_error",
    "http_503": "server_error",
    "redirect": "bad_request",
    "hangs": "timeout",
    "drips": "timeout",
    "breaks_off": "unreachable",
    "html": "malformed",
    "no_json": "malformed",
    "nothing": "malformed",
    "endless": "too_long",
    "no_choices": "malformed",
    "empty_choices": "malformed",
    "error_of_200": "malformed",
    "list": "malformed",
    "empty": "empty",
    "blank": "empty",
    "null": "empty",
    "prose": "malformed",
    "refusal_in_prose": "refused",
    "refusal_in_english": "refused",
    "refusal": "refused",
    "wrong_schema": "malformed",
    "wrong_types": "malformed",
    "no_objects": "malformed",
    "cut_off": "malformed",
    "cut_off_by_length": "truncated",
    "filtered": "refused",
    "no_sentences": "empty",
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[tuple[ChatStandIn, int]]:
    standin = ChatStandIn()
    with served(standin.app) as port:
        yield standin, port


@pytest.fixture
def standin(endpoint: tuple[ChatStandIn, int]) -> ChatStandIn:
    endpoint[0].reset()
    return endpoint[0]


@pytest.fixture(scope="module")
def model(endpoint: tuple[ChatStandIn, int]) -> Iterator[ChatModel]:
    with chat_model(endpoint[1]) as built:
        yield built


def failure_of(model: ChatModel, *, seconds: float = 5.0) -> ModelFailed:
    with pytest.raises(ModelFailed) as failed:
        model.word("灯笼登记要多久", FACTS, seconds=seconds)
    return failed.value


@pytest.mark.parametrize(("mode", "reason"), REASONS.items())
def test_a_broken_endpoint_is_one_error_with_its_reason_and_in_time(
    standin: ChatStandIn, model: ChatModel, mode: str, reason: str
) -> None:
    standin.mode = mode
    started = time.monotonic()
    failed = failure_of(model, seconds=0.8 if reason == "timeout" else 5.0)
    assert failed.reason == reason
    assert time.monotonic() - started < 3.0
    assert KEY not in str(failed)


@pytest.mark.parametrize(
    "mode", ["empty", "prose", "refusal", "wrong_schema", "cut_off_by_length", "filtered", "no_sentences"]
)
def test_a_failed_call_is_charged_all_the_same(standin: ChatStandIn, model: ChatModel, mode: str) -> None:
    standin.mode = mode
    failed = failure_of(model)
    assert Tokens(failed.prompt_tokens, failed.completion_tokens) == CHARGED


@pytest.mark.parametrize(
    ("sentences", "reason"),
    [
        ([{"text": "好。", "sources": [1]}] * 41, "too_long"),
        ([{"text": "长" * 2001, "sources": [1]}], "too_long"),
        ([{"text": "", "sources": [1]}], "empty"),
        ([{"text": "好。", "sources": [1], "link": "http://x"}], "malformed"),
        ([{"text": "好。", "sources": ["一"]}], "malformed"),
        ([{"text": None, "sources": [1]}], "malformed"),
    ],
    ids=["too many", "too long", "empty", "another field", "no numbers", "no text"],
)
def test_sentences_of_the_wrong_shape_or_size_are_refused(
    standin: ChatStandIn, model: ChatModel, sentences: object, reason: str
) -> None:
    standin.word = lambda _: sentences
    assert failure_of(model).reason == reason


def test_a_sentence_without_sources_is_left_to_the_check(standin: ChatStandIn, model: ChatModel) -> None:
    standin.word = lambda _: [{"text": "好。"}]
    [said] = model.word("问", FACTS, seconds=5.0).sentences
    assert said.sources == ()


@pytest.mark.parametrize("questions", [[], ["一"], ["一", "二", "三"]])
def test_another_number_of_questions_is_refused(
    standin: ChatStandIn, model: ChatModel, questions: list[str]
) -> None:
    standin.rewrite = lambda *_: questions
    with pytest.raises(ModelFailed) as failed:
        model.rewrite(["灯笼登记要多久", "渡船卡谁来发"], earlier=[], seconds=5.0)
    assert failed.value.reason in {"malformed", "empty"}


def test_a_key_that_is_refused_is_not_told_to_anybody(
    endpoint: tuple[ChatStandIn, int], standin: ChatStandIn, capfd: pytest.CaptureFixture[str]
) -> None:
    with chat_model(endpoint[1], key="sk-secret-and-wrong") as stranger:
        failed = failure_of(stranger)
    assert failed.reason == "unauthorised"
    assert "sk-secret" not in f"{failed}{failed!r}{vars(stranger)}{''.join(capfd.readouterr())}"


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else(
    standin: ChatStandIn, model: ChatModel
) -> None:
    standin.mode = "redirect"
    failure_of(model)
    assert standin.strangers == []


def test_an_unknown_model_is_a_bad_request(endpoint: tuple[ChatStandIn, int], standin: ChatStandIn) -> None:
    with chat_model(endpoint[1], name=f"not-{MODEL}") as other:
        assert failure_of(other).reason == "bad_request"


def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with chat_model(port) as model:
        assert failure_of(model).reason == "unreachable"


def test_a_call_is_made_once_and_not_again(standin: ChatStandIn, model: ChatModel) -> None:
    standin.mode = "http_500"
    failure_of(model)
    assert standin.calls == 1


def test_one_that_hangs_keeps_nobody_else_waiting(standin: ChatStandIn, model: ChatModel) -> None:
    standin.mode = "hangs"
    with ThreadPoolExecutor(8) as pool:
        started = time.monotonic()
        failed = list(pool.map(lambda _: failure_of(model, seconds=0.8).reason, range(8)))
    assert failed == ["timeout"] * 8
    assert time.monotonic() - started < 3.0


@pytest.mark.parametrize("output", ["json_schema", "function_calling", "json_mode"])
def test_facts_and_questions_go_out_as_data_in_the_output_that_is_set(
    endpoint: tuple[ChatStandIn, int], standin: ChatStandIn, output: Format
) -> None:
    with chat_model(endpoint[1], output=output) as model:
        worded = model.word("灯笼登记要多久", FACTS, seconds=5.0)
        assert standin.data() == {
            "question": "灯笼登记要多久",
            "facts": [{"n": 1, "text": FACTS[0]}, {"n": 2, "text": FACTS[1]}],
        }
        model.rewrite(["那几天"], earlier=["灯笼登记"], seconds=5.0)
        assert standin.data() == {"earlier": ["灯笼登记"], "questions": ["那几天"]}
    assert [sentence.sources for sentence in worded.sentences] == [(1,), (2,)]
    assert worded.tokens == CHARGED
    assert all(FACTS[0] not in body["messages"][0]["content"] for body in standin.received)


@pytest.mark.parametrize("output", ["function_calling", "json_mode"])
@pytest.mark.parametrize("mode", ["prose", "cut_off", "empty", "refusal_in_prose"])
def test_the_other_outputs_are_read_as_strictly(
    endpoint: tuple[ChatStandIn, int], standin: ChatStandIn, output: Format, mode: str
) -> None:
    standin.mode = mode
    with chat_model(endpoint[1], output=output) as model:
        assert failure_of(model).reason == REASONS[mode]
