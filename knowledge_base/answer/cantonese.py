"""Cantonese, and a few words of other dialects, in Mandarin: vocabulary and grammar (`cantonese.yml`)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from knowledge_base.answer.lexicon import load

_ONE_SHAPE = str.maketrans({"𠮶": "嗰", "㖞": "喎"})
"""OpenCC simplifies these two to characters that nobody types."""


def in_mandarin(text: str) -> str:
    """A simplified, half-width text with its Cantonese words in Mandarin; ordinary words stay as they are."""
    return _rewriter().apply(text.translate(_ONE_SHAPE))


@dataclass(frozen=True)
class _Rewriter:
    """Rewrites in one pass from left to right. At each place ordinary words go before grammar, and grammar
    before words."""

    words: dict[str, str]
    grammar: tuple[str, ...]
    expression: re.Pattern[str]

    def apply(self, text: str) -> str:
        return self.expression.sub(self._rewritten, text)

    def _rewritten(self, match: re.Match[str]) -> str:
        if match[0] in self.words and match["words"] is not None:
            return self.words[match[0]]
        if match["ordinary"] is not None:
            return match[0]
        rule = next(at for at in range(len(self.grammar)) if match[f"grammar{at}"] is not None)
        return match.expand(self.grammar[rule])


@cache
def _rewriter() -> _Rewriter:
    source = load("cantonese")
    words: dict[str, str] = source["words"] | source["elsewhere"]
    kinds = [
        _group("ordinary", _any_of(source["ordinary"])),
        *(_group(f"grammar{at}", expression) for at, (expression, _) in enumerate(source["grammar"])),
        _group("words", _any_of(words)),
    ]
    return _Rewriter(
        words=words,
        grammar=tuple(replacement for _, replacement in source["grammar"]),
        expression=re.compile("|".join(kinds)),
    )


def _group(name: str, expression: str) -> str:
    return f"(?P<{name}>{expression})"


def _any_of(words: Collection[str]) -> str:
    """The longest first. The look at the first character spares most places the long list."""
    first = "".join(sorted({word[0] for word in words}))
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return f"(?=[{first}])(?:{longest_first})"
