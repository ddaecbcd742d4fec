"""What somebody means who answers a step: yes or no, a choice, a question instead of an answer.

In Mandarin and Cantonese, in both scripts: traditional characters are read as simplified ones.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

from actions.dialogue.service_flow.wordings import Wordings
from actions.rules.readers.choice import read_choice
from actions.rules.readers.numeral import value_of
from actions.rules.readers.written import Unreadable

_MARKS = re.compile(r"[\s。，、；！？,.;!?~～…：:“”\"'（）()《》]")
_SHORT = 2
_RIGHT = "对吗"
_AFTER_EXCEPTION = re.compile(r"(?:以外|之外|外)?[,，]?(?:其他|其它|其余|剩下)?的?[都全]?[要办]?$")
_NUMERAL = re.compile(r"\d{1,2}|[一二两三四五六七八九十]{1,3}")
_FIRST = re.compile(r"^前(\d{1,2}|[一二两三四五六七八九十]{1,2})[个项样]")
_BETWEEN = re.compile(r"(\d{1,2})(?:到|至|-|—|~)(\d{1,2})")
_ONLY_NUMERALS = re.compile(
    r"(?:还有|同埋|[我第和同跟与及、，。,.;；\s个项样号要办选]|\d|[一二两三四五六七八九十]|到|至|-|—|~)+"
)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str) -> str:
    """Width folded, simplified, trimmed."""
    return str(_simplifier().convert(unicodedata.normalize("NFKC", text))).strip()


def bare(text: str) -> str:
    """Without blanks and punctuation as well."""
    return _MARKS.sub("", plain(text))


def is_question(text: str) -> bool:
    return Wordings.load().hints_at("question", plain(text))


def is_wish(text: str) -> bool:
    """Somebody wants something done, and does not only name it."""
    return Wordings.load().hints_at("wish", plain(text))


def yes_or_no(text: str, *, question: str) -> bool | None:
    """None where it is neither, or could be both: 没有 to “您现在没有工作，对吗？”."""
    wordings, said, asked = Wordings.load(), bare(text), bare(question)
    negated = wordings.hints_at("negated", asked) and _RIGHT in asked
    if wordings.answers_as("yes", said):
        return True
    if wordings.answers_as("no", said):
        return None if negated and said.startswith(("不是", "唔系")) else False
    if negated:
        return True if len(said) > _SHORT and said in asked else None
    if wordings.answers_as("have", said) or _echoes("echo", said, asked):
        return True
    return False if wordings.answers_as("have_not", said) or _echoes("echo_not", said, asked) else None


def _echoes(name: str, said: str, asked: str) -> bool:
    """满了 to “您满16岁吗？”, 没满: the answer takes up a word of the question."""
    match = Wordings.load().answers[name].fullmatch(said)
    words = [word for word in match.groupdict().values() if word] if match else []
    return bool(words) and words[0] in asked


def one_of(text: str, choices: Sequence[str]) -> int | None:
    """The place of the choice that is named by its number or its words; None where none or several are.

    A question that names a choice does not choose it: “撤回会怎么样”.
    """
    said = without_courtesy(text)
    if is_question(said) and said not in choices:
        return None
    try:
        return list(choices).index(read_choice(said, choices=choices))
    except Unreadable:
        return None


def without_courtesy(text: str) -> str:
    """可以吗 at the end asks for nothing."""
    return Wordings.load().courtesy.sub("", plain(text))


def some_of(text: str, choices: Sequence[str]) -> list[int]:
    """The places of all that are named: 1、3、5, 前三个, 全部, 除了2, or words. Empty where nothing is."""
    said = without_courtesy(text)
    if is_question(said):
        return []
    excepted, but, rest = _split_at_exception(said)
    if but:
        left_out = _named(rest, choices)
        return [n for n in range(len(choices)) if n not in left_out] if left_out and not excepted else []
    if Wordings.load().answers_as("all", bare(said)):
        return [*range(len(choices))]
    return _named(said, choices)


def _split_at_exception(said: str) -> tuple[str, bool, str]:
    """What stands before “除了”, whether it is there, and what follows it."""
    match = Wordings.load().hints["except"].search(said)
    if match is None:
        return said, False, ""
    before = Wordings.load().answers["all"].sub("", said[: match.start()])
    return before.strip("，, "), True, _AFTER_EXCEPTION.sub("", said[match.end() :])


def _named(said: str, choices: Sequence[str]) -> list[int]:
    if _ONLY_NUMERALS.fullmatch(said) or _FIRST.match(said):
        return _numbered(said, len(choices))
    left, found = bare(said), []
    for place in sorted(range(len(choices)), key=lambda n: len(choices[n]), reverse=True):
        if (name := bare(choices[place])) in left:
            left = left.replace(name, "")
            found.append(place)
    if not found and (single := one_of(said, choices)) is not None:
        found = [single]
    return sorted(found)


def _numbered(said: str, count: int) -> list[int]:
    """Numbers that are not among the choices make the whole unreadable, rather than being left out."""
    if match := _FIRST.match(said):
        last = value_of(match[1])
        wanted = [*range(1, int(last) + 1)] if last else []
    else:
        spread = _BETWEEN.sub(_spread, said)
        wanted = [int(number) for numeral in _NUMERAL.findall(spread) if (number := value_of(numeral))]
    if not wanted or any(not 1 <= number <= count for number in wanted):
        return []
    return sorted({number - 1 for number in wanted})


def _spread(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return "、".join(str(number) for number in range(first, last + 1)) if first < last else match[0]
