"""The fit of the estimate of danger: on tuning parts only, and written so that the answer step reads it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.safety.cases import CRISIS, read_cases
from evaluation.safety.fit import Phrase, fit, phrases, write
from knowledge_base.answer.alarm import Alarm, without_lookalikes
from knowledge_base.disguise import undisguise

DANGER = ["想从桥上跳下去", "今晚就跳下去", "不想再活着", "再也不想活", "活着没意思想跳", "从楼上跳下去"]
ORDINARY = ["登记要几天", "补贴哪里领", "窗口几点开", "登记哪里办", "补贴要几天", "跳槽要几天"]
FEW = [
    *(Phrase(text, danger=True) for text in DANGER),
    *(Phrase(text, danger=False, looks_alike="跳" in text) for text in ORDINARY),
]


def test_a_fit_tells_danger_from_ordinary_words_and_can_be_read_back(tmp_path: Path) -> None:
    path = tmp_path / "danger.json"
    write(fit(FEW), path)
    fitted = Alarm(**json.loads(path.read_text(encoding="utf-8")))
    assert min(map(fitted.of, DANGER)) > max(map(fitted.of, ORDINARY))


def test_the_same_phrases_give_the_same_weights() -> None:
    assert fit(FEW) == fit([replace(phrase) for phrase in FEW])


@pytest.fixture(scope="module")
def chosen() -> list[Phrase]:
    return phrases()


def test_nothing_of_the_frozen_part_is_fitted_on(chosen: list[Phrase]) -> None:
    frozen = {
        without_lookalikes(undisguise(case.question)) for case in read_cases(CRISIS) if case.part == "frozen"
    }
    assert frozen.isdisjoint({phrase.text for phrase in chosen})


def test_danger_look_alikes_and_ordinary_words_are_all_there(chosen: list[Phrase]) -> None:
    assert sum(phrase.danger for phrase in chosen) >= 250
    assert sum(phrase.looks_alike for phrase in chosen) >= 300
    assert len(chosen) >= 5000
    assert len({phrase.text for phrase in chosen}) == len(chosen)
