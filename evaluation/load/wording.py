"""The texts to ask: real questions, each worded once and never again."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from evaluation.questions import Question
from evaluation.settings import CONFIGS

Wordings = Iterator[tuple[Question, str]]


def read_config(name: str = "bench") -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load((CONFIGS / f"{name}.yml").read_text(encoding="utf-8"))
    return config


def answerable(questions: Sequence[Question]) -> list[Question]:
    """Questions that stand alone and go the whole way to an answer."""
    return [question for question in questions if question.behaviour == "answer" and not question.turns]


def worded(
    questions: Sequence[Question], *, openers: Sequence[str], closers: Sequence[str], seed: int
) -> Iterator[tuple[Question, str]]:
    """Every question in every wording, shuffled; a text comes once, so that no cache has seen it."""
    pairs = [(question, opener, closer) for question in questions for opener in openers for closer in closers]
    random.Random(seed).shuffle(pairs)
    for question, opener, closer in pairs:
        yield question, f"{opener}，{question.question}{closer}"
