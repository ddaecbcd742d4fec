"""The words of the knowledge base, found by how they sound and how they look.

Made of our dictionary and of the indexed texts themselves, so that it works for a document that has no policy
points. Making it takes about one second for each 150,000 characters; looking up takes none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise, product

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.pinyin import confused, readings
from knowledge_base.tokens import DICTIONARY, segments

LONGEST = 8
"""Characters of a word or of two words side by side."""
_SHORTEST = 2
_MOST_KEYS = 8
"""Of one word: of the ways to read it where characters have several readings."""
MOST_CHARACTERS = 1_000_000
"""Of indexed text that is read, some six seconds' worth. Of more, the first: words repeat."""
_OFTEN = 2
_NEIGHBOURS = 4
"""Characters of the shortest two words side by side that are kept."""


@dataclass(frozen=True)
class Vocabulary:
    """`known` has what stands in the texts: words, words side by side, pairs of characters. The others lead
    from how a word sounds, is typed or looks to the words themselves."""

    known: frozenset[str]
    by_sound: dict[str, tuple[str, ...]]
    by_letters: dict[str, tuple[str, ...]]
    by_look: dict[str, tuple[str, ...]]

    @staticmethod
    def of(texts: Iterable[str], *, wordings: Iterable[str] = ()) -> "Vocabulary":
        """The vocabulary of our dictionary and of these texts (simplified, half width).

        What stands only in citizens' `wordings` is known, but never proposed.
        """
        texts = list(_up_to(texts, MOST_CHARACTERS))
        wordings = list(_up_to(wordings, MOST_CHARACTERS))
        counts = _counted(texts)
        dictionary = frozenset(DICTIONARY.read_text(encoding="utf-8").split())
        meant = sorted(
            dictionary
            | {word for word, count in counts.items() if count >= _OFTEN or len(word) < _NEIGHBOURS}
        )
        return Vocabulary(
            known=frozenset(counts) | dictionary | _counted(wordings).keys() | _pairs((*texts, *wordings)),
            by_sound=_index((sound, word) for word in meant for sound in _sounds(word)),
            by_letters=_index((letters, word) for word in sorted(dictionary) for letters in _letters(word)),
            by_look=_index((look(word), word) for word in meant),
        )


def _up_to(texts: Iterable[str], characters: int) -> Iterator[str]:
    for text in texts:
        yield text[:characters]
        characters -= len(text)
        if characters <= 0:
            return


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Words of the texts, and words side by side, with how often they stand there."""
    return Counter(word for text in texts for word in _words_and_neighbours(text))


def _pairs(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text[at : at + 2] for text in texts for at in range(len(text) - 1))


def _words_and_neighbours(text: str) -> Iterator[str]:
    found = [word if _is_chinese(word) else "" for word in segments(text)]
    yield from (word for word in found if _SHORTEST <= len(word) <= LONGEST)
    for first, second in pairwise(found):
        if len(first) >= _SHORTEST and len(second) >= _SHORTEST and len(first) + len(second) <= LONGEST:
            yield first + second


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = defaultdict(dict)
    for key, word in pairs:
        index[key][word] = None
    return {key: tuple(found) for key, found in index.items()}


def _sounds(word: str) -> Iterator[str]:
    """The keys under which a word is found by sound."""
    syllables = [dict.fromkeys(confused(reading) for reading in readings(character)) for character in word]
    return ("".join(key) for key in islice(product(*syllables), _MOST_KEYS))


def _letters(word: str) -> Iterator[str]:
    """A word as it is typed in pinyin, when the keyboard has not turned it into characters."""
    return ("".join(key) for key in islice(product(*map(readings, word)), _MOST_KEYS))


def look(text: str) -> str:
    """The text with one character for all those that look alike."""
    return "".join(_shapes().get(character, character) for character in text)


@cache
def _shapes() -> dict[str, str]:
    return {character: group[0] for group in load("lookalikes")["groups"] for character in group}
