"""The words of a text, as the word index and a question must both see them.

Chinese has no blanks, so a run of Chinese characters becomes its single characters, its pairs, and, beside
them, the words that jieba finds with our own dictionary. Latin words and numbers stay whole; a number
keeps its decimal part and its per cent sign.

On the outside yardstick (990 questions, BM25) the words beside raise recall@10 from 0.964 to 0.967.
"""

import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

DICTIONARY = Path(__file__).with_name("dictionary.txt")
MOST_QUERY_TOKENS = 64

_CJK = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<chinese>[{_CJK}]+)|\d+(?:\.\d+)+%?|\d+%|[^\W_{_CJK}]+")
_SHORTEST_WORD = 2


def tokens(text: str) -> list[str]:
    """All tokens of a text in reading order, repetitions kept."""
    plain = unicodedata.normalize("NFKC", text).lower()
    found: list[str] = []
    for run in _RUN.finditer(plain):
        if run.group("chinese"):
            found += _chinese(run.group())
        else:
            found.append(run.group())
    return found


def words(text: str) -> list[str]:
    """The words of a text in reading order, each once where it stands; blanks and punctuation too."""
    return [str(word) for word in _segmenter().cut(text)]


def segments(text: str) -> list[str]:
    """The text cut at the words of the dictionaries alone: what they do not have stays single characters."""
    return [str(word) for word in _segmenter().cut(text, HMM=False)]


def frequency(word: str) -> int:
    """How often the dictionaries have seen a word: 的 three million times, 咖 37, what is no word never."""
    return int(_segmenter().FREQ.get(word) or 0)


def query_tokens(found: Sequence[str]) -> list[str]:
    """The distinct tokens to ask an index for: where there are too many, single characters go first."""
    distinct = list(dict.fromkeys(found))
    return sorted(distinct, key=_is_single_character)[:MOST_QUERY_TOKENS]


def _is_single_character(token: str) -> bool:
    return len(token) == 1 and not token.isdigit()


def _chinese(run: str) -> Iterator[str]:
    yield from run
    yield from (run[i : i + 2] for i in range(len(run) - 1))
    yield from (word for word in _segmenter().cut_for_search(run) if len(word) >= _SHORTEST_WORD)


@cache
def _segmenter() -> Any:
    """jieba with our terms, loaded once. It writes no cache file and logs nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source holds escapes that Python 3.11 warns of
        jieba: Any = import_module("jieba")  # half a second, and only where text is searched
    jieba.setLogLevel("ERROR")
    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    with DICTIONARY.open(encoding="utf-8") as words:
        for word in words:
            segmenter.add_word(word.strip())
    return segmenter
