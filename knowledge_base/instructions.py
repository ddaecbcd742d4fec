"""Sentences that talk to the assistant, not to the reader.

An uploaded document may hold them, by mistake or by intent. They are never told to a citizen, and staff
hear of them when the document is taken in.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from knowledge_base.disguise import undisguise

_SOURCE = Path(__file__).with_name("instructions.yml")


@lru_cache(maxsize=4096)  # the same passages are found again and again
def reads_like_an_instruction(text: str) -> bool:
    """Whether the text, however it is disguised, tells an assistant what to say or to ignore."""
    return bool(_pattern().search(undisguise(text)))


@cache
def _pattern() -> re.Pattern[str]:
    expressions: list[str] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))
