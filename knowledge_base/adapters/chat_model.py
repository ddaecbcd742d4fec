"""Any OpenAI-compatible chat endpoint, by LangChain, with structured output.

Calls run on an event loop in a thread of their own, so that a call can be cut off at its time-out wherever it
is: an HTTP client's own time-outs start anew with every byte, and a slow drip would outlast them.
"""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import CancelledError
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import httpx
import openai
import yaml
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from knowledge_base.errors import ModelFailed
from knowledge_base.ports import ModelTask, Rewritten, Said, Tokens, Worded

Format = Literal["json_schema", "function_calling", "json_mode"]
_CONNECT_SECONDS = 2.0
_LARGEST_BODY_BYTES = 200_000
_LONGEST_TEXT = 2000
_MOST_TEXTS = 40
_MOST_TOKENS = 2000
_SLACK_SECONDS = 1.0
"""The waiting thread outlasts the loop's own time-out, which closes the connection."""
_REFUSAL = re.compile(
    r"(?:抱歉|对不起|无法|不能|不便).{0,30}(?:回答|帮|提供|协助|处理|完成|讨论)"
    r"|\bI(?:'m| am) (?:sorry|unable)|\bI can(?:no|')t\b",
    re.IGNORECASE,
)


class _Schema(BaseModel):
    # Every field counts as required in the schema that is sent: strict structured output wants that.
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class RewrittenQuestions(_Schema):
    """The questions in words that can be searched for."""

    questions: list[str]


class WordedSentence(_Schema):
    """A sentence and the numbers of the facts it rests on."""

    text: str
    sources: list[int] = []


class WordedFacts(_Schema):
    """The facts in fluent words."""

    sentences: list[WordedSentence]


S = TypeVar("S", bound=_Schema)


class ChatModel:
    """One model of one endpoint. Closes its connections with `close`."""

    def __init__(self, *, url: str, name: str, key: SecretStr, output: Format = "json_schema") -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="answer-model", daemon=True)
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS), event_hooks={"response": [_bound]}
        )
        self._chat = ChatOpenAI(
            model=name,
            base_url=url.rstrip("/"),
            api_key=key if key.get_secret_value() else SecretStr("none"),
            temperature=0,
            max_completion_tokens=_MOST_TOKENS,
            max_retries=0,
            http_async_client=self._http,
        )
        self._output = output
        self._thread.start()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _shut(self) -> None:
        await self._http.aclose()
        await self._loop.shutdown_default_executor()

    def rewrite(self, questions: Sequence[str], *, earlier: Sequence[str], seconds: float) -> Rewritten:
        data = {"earlier": list(earlier), "questions": list(questions)}
        said, tokens = self._ask(ModelTask.REWRITE, data, RewrittenQuestions, seconds)
        _check_size(said.questions, tokens)
        if len(said.questions) != len(questions):
            raise _failure("another number of questions came back", "malformed", tokens)
        return Rewritten(questions=tuple(said.questions), tokens=tokens)

    def word(self, question: str, facts: Sequence[str], *, seconds: float) -> Worded:
        numbered = [{"n": number, "text": fact} for number, fact in enumerate(facts, 1)]
        said, tokens = self._ask(
            ModelTask.WORD, {"question": question, "facts": numbered}, WordedFacts, seconds
        )
        _check_size([sentence.text for sentence in said.sentences], tokens)
        return Worded(
            sentences=tuple(
                Said(text=sentence.text, sources=tuple(sentence.sources)) for sentence in said.sentences
            ),
            tokens=tokens,
        )

    def _ask(
        self, task: ModelTask, data: dict[str, Any], schema: type[S], seconds: float
    ) -> tuple[S, Tokens]:
        """What the model said in the schema's shape, and what it was charged for."""
        messages: list[BaseMessage] = [
            SystemMessage(_prompts()[task]),
            HumanMessage(json.dumps(data, ensure_ascii=False)),
        ]
        waiting = asyncio.run_coroutine_threadsafe(
            self._invoke(self._structured(schema), messages, seconds), self._loop
        )
        try:
            message = waiting.result(seconds + _SLACK_SECONDS)
        except (TimeoutError, CancelledError) as error:
            waiting.cancel()
            raise _failure(f"no answer within {seconds:.1f} s", "timeout") from error
        except Exception as error:  # whatever an endpoint makes the libraries stumble over
            raise _translated(error) from error
        tokens = _tokens(message.usage_metadata)
        return _read(message, schema, tokens), tokens

    async def _invoke(
        self, structured: Runnable[Any, Any], messages: list[BaseMessage], seconds: float
    ) -> AIMessage:
        async with asyncio.timeout(seconds):
            said = await structured.ainvoke(messages)
        raw: AIMessage = said["raw"]
        return raw

    def _structured(self, schema: type[_Schema]) -> Runnable[Any, Any]:
        # The raw message is read below: LangChain's reader of JSON also takes one that was cut off.
        described = {**schema.model_json_schema(mode="serialization"), "title": schema.__name__}
        strict = True if self._output == "json_schema" else None
        return self._chat.with_structured_output(
            described, method=self._output, include_raw=True, strict=strict
        )


@cache
def _prompts() -> dict[str, str]:
    source = Path(__file__).with_name("chat_prompts.yml")
    return dict(yaml.safe_load(source.read_text(encoding="utf-8")))


class _TooLong(Exception):
    """The body of a response has more bytes than any answer needs."""


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        received = 0
        async for piece in self._stream:
            received += len(piece)
            if received > _LARGEST_BODY_BYTES:
                raise _TooLong
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx.Response) -> None:
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _BoundedStream(response.stream)


def _read(message: AIMessage, schema: type[S], tokens: Tokens) -> S:
    finish = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or finish == "content_filter":
        raise _failure("the model refused", "refused", tokens)
    if finish == "length":
        raise _failure("the answer was cut off", "truncated", tokens)
    try:
        if message.tool_calls:
            return schema.model_validate(message.tool_calls[0]["args"])
        return schema.model_validate_json(_text(message, tokens))
    except ValidationError as error:
        refused = _REFUSAL.search(str(message.content))
        raise _failure(
            f"not a {schema.__name__}: {error.error_count()} errors",
            "refused" if refused else "malformed",
            tokens,
        ) from error


def _text(message: AIMessage, tokens: Tokens) -> str:
    text = message.content if isinstance(message.content, str) else ""
    if not text.strip() and not message.invalid_tool_calls:
        raise _failure("the model said nothing", "empty", tokens)
    return text


def _check_size(texts: Sequence[str], tokens: Tokens) -> None:
    if not any(text.strip() for text in texts):
        raise _failure("the model said nothing", "empty", tokens)
    if len(texts) > _MOST_TEXTS or any(len(text) > _LONGEST_TEXT for text in texts):
        raise _failure("the model said too much", "too_long", tokens)


def _tokens(usage: Any) -> Tokens:
    """As charged. An endpoint that does not say, or says nonsense, counts as nothing."""
    if not usage:
        return Tokens()
    return Tokens(max(0, usage["input_tokens"]), max(0, usage["output_tokens"]))


def _failure(detail: str, reason: str, tokens: Tokens = Tokens()) -> ModelFailed:  # noqa: B008 — immutable
    return ModelFailed(
        detail, reason=reason, prompt_tokens=tokens.prompt, completion_tokens=tokens.completion
    )


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (openai.APITimeoutError, "timeout"),
    (openai.APIConnectionError, "unreachable"),
    (openai.AuthenticationError, "unauthorised"),
    (openai.PermissionDeniedError, "unauthorised"),
    (openai.RateLimitError, "rate_limited"),
    (openai.InternalServerError, "server_error"),
    (openai.APIStatusError, "bad_request"),
    (openai.LengthFinishReasonError, "truncated"),
    (openai.ContentFilterFinishReasonError, "refused"),
)


def _translated(error: Exception) -> ModelFailed:
    """By kind and status alone: an endpoint's own words may repeat the question, or the key."""
    if _caused_by_length(error):
        return _failure("the answer had too many bytes", "too_long")
    reason = next((reason for kind, reason in _REASONS if isinstance(error, kind)), "malformed")
    status = getattr(error, "status_code", None)
    completion = getattr(error, "completion", None)
    usage = getattr(completion, "usage", None)
    tokens = Tokens(usage.prompt_tokens, usage.completion_tokens) if usage else Tokens()
    return _failure(f"{type(error).__name__}{f' {status}' if status else ''}", reason, tokens)


def _caused_by_length(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, _TooLong):
            return True
        error = error.__cause__ or error.__context__
    return False
