"""Language models for the tests: a double in memory, and ours over HTTP to a stand-in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import SecretStr

from knowledge_base.adapters.chat_model import ChatModel, Format
from knowledge_base.errors import ModelFailed
from knowledge_base.ports import Rewritten, Said, Tokens, Worded
from tests.standins.chat_completions import (
    COMPLETION_TOKENS,
    KEY,
    LEAD,
    MODEL,
    PROMPT_TOKENS,
)

CHARGED = Tokens(PROMPT_TOKENS, COMPLETION_TOKENS)


class FakeAnswerModel:
    """Repeats what it is given; fails for `reason` where one is set."""

    def __init__(self, *, reason: str | None = None) -> None:
        self.reason = reason
        self.calls = 0
        self.seen: list[str] = []

    def rewrite(self, questions: Sequence[str], *, earlier: Sequence[str], seconds: float) -> Rewritten:
        self._called([*questions, *earlier])
        return Rewritten(questions=tuple(questions), tokens=CHARGED)

    def word(self, question: str, facts: Sequence[str], *, seconds: float) -> Worded:
        self._called([question, *facts])
        sentences = tuple(Said(text=f"{LEAD}{fact}", sources=(n,)) for n, fact in enumerate(facts, 1))
        return Worded(sentences=sentences, tokens=CHARGED)

    def _called(self, texts: Sequence[str]) -> None:
        self.calls += 1
        self.seen += texts
        if self.reason:
            raise ModelFailed("told to fail", reason=self.reason, prompt_tokens=7)


@contextmanager
def chat_model(
    port: int, *, key: str = KEY, name: str = MODEL, output: Format = "json_schema"
) -> Iterator[ChatModel]:
    model = ChatModel(url=f"http://127.0.0.1:{port}/v1", name=name, key=SecretStr(key), output=output)
    try:
        yield model
    finally:
        model.close()
