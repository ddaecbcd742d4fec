"""How characters sound, without tones, and with the sounds that keyboards and ears confuse made one."""

import os
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

_CONFUSED_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_NASAL_ENDINGS = ("ang", "eng", "ing")
_READINGS = 2
"""Of a character. Those after the second are rare or literary: 事 as zì."""


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The usual readings of a Chinese character, the commonest first; none for another character."""
    found = _library().pinyin(character, style=_library().Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(found[0][:_READINGS]) if found else ()


@lru_cache(maxsize=2048)
def confused(syllable: str) -> str:
    """One sound for those that are confused: zh and z, n and l at the start, ang and an at the end."""
    for initial, plain in _CONFUSED_INITIALS:
        if syllable.startswith(initial):
            syllable = plain + syllable[len(initial) :]
            break
    return syllable[:-1] if syllable.endswith(_NASAL_ENDINGS) else syllable


@cache
def _library() -> Any:
    """pypinyin, with single characters only: its phrases would take 45 MB and a third of a second more."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    return import_module("pypinyin")
