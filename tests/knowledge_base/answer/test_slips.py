"""Slips of the keyboard and of the eye. What is proposed here is used only where it finds better."""

from functools import cache
from pathlib import Path

import pytest
import yaml

import knowledge_base.policies
from knowledge_base.answer.pinyin import confused, readings
from knowledge_base.answer.slips import Change, corrections
from knowledge_base.answer.steps.understand import to_mandarin
from knowledge_base.answer.vocabulary import Vocabulary, look
from knowledge_base.policies.points import load_policies

SLIPS = yaml.safe_load(Path(__file__).with_name("slips.yml").read_text(encoding="utf-8"))
POINTS = [
    point
    for document in load_policies(Path(next(iter(knowledge_base.policies.__path__))))
    for point in document.points
]


@cache
def _shipped() -> Vocabulary:
    return Vocabulary.of(text for point in POINTS for text in (point.subject, point.text, *point.names))


@cache
def _small() -> Vocabulary:
    """The dictionary, and one text that has words of its own."""
    return Vocabulary.of(["灯笼匠人凭手艺评定灯笼技师,灯笼技师每年评定一次。"])


@pytest.mark.parametrize(
    ("typed", "meant"), [slip for kind in SLIPS.values() for slip in kind], ids=lambda value: value
)
def test_a_slip_is_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert meant in " ".join(correction.query for correction in corrections(to_mandarin(typed), _shipped()))


def test_of_the_slips_nearly_all_are_read_rightly_at_first() -> None:
    slips = [slip for kind in SLIPS.values() for slip in kind]
    first = [corrections(to_mandarin(typed), _shipped())[0].query for typed, _ in slips]
    right = sum(meant in query for (_, meant), query in zip(slips, first, strict=True))
    assert len(slips) >= 60
    assert right / len(slips) >= 0.95


def test_of_the_citizens_wordings_hardly_any_is_doubted() -> None:
    wordings = [to_mandarin(wording) for point in POINTS for wording in point.asks]
    doubted = [wording for wording in wordings if corrections(wording, _shipped())]
    assert len(wordings) >= 1000
    assert len(doubted) / len(wordings) <= 0.01


def test_wordings_that_the_vocabulary_knows_are_doubted_even_less() -> None:
    texts = [text for point in POINTS for text in (point.subject, point.text, *point.names)]
    wordings = [to_mandarin(wording) for point in POINTS for wording in point.asks]
    vocabulary = Vocabulary.of(texts, wordings=wordings)
    doubted = [wording for wording in wordings if corrections(wording, vocabulary)]
    assert len(doubted) / len(wordings) <= 0.003


def test_a_correction_names_what_it_changes() -> None:
    (correction, *_) = corrections("失业带遇怎么领", _shipped())
    assert correction.query == "失业待遇怎么领"
    assert correction.changes == (Change("失业带遇", "失业待遇"),)


def test_two_slips_are_read_together() -> None:
    (correction, *_) = corrections("工伤任定和失业灯记要几天", _shipped())
    assert correction.query == "工伤认定和失业登记要几天"
    assert len(correction.changes) == 2


def test_a_word_that_was_not_turned_into_characters_is_read() -> None:
    (correction, *_) = corrections("shiye dengji要几天", _shipped())
    assert correction.query == "失业登记要几天"


def test_no_more_than_three_readings() -> None:
    queries = [typed for kind in SLIPS.values() for typed, _ in kind]
    assert all(len(corrections(query, _shipped())) <= 3 for query in queries)


def test_the_words_of_an_indexed_text_are_enough() -> None:
    (correction, *_) = corrections("灯茏技师怎么评", _small())
    assert correction.query == "灯笼技师怎么评"


def test_a_word_of_an_indexed_text_is_no_slip() -> None:
    assert corrections("灯笼匠人", _small()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "ABC",
        "GPS定位",
        "12345",
        "搞技能比赛吗",
        "怎么帮我",
        "我想问一下",
        "人家的事",
        "明天上班",
        "wechat上能办吗",
    ],
)
def test_ordinary_words_are_no_slips(text: str) -> None:
    assert corrections(text, _shipped()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhi", "zi"), ("chang", "can"), ("shi", "si"), ("ning", "lin"), ("sheng", "sen"), ("huang", "huan")],
)
def test_sounds_that_are_confused_are_one(one: str, other: str) -> None:
    assert confused(one) == confused(other)


@pytest.mark.parametrize(("one", "other"), [("shi", "xi"), ("deng", "dong"), ("lao", "rao")])
def test_other_sounds_are_not(one: str, other: str) -> None:
    assert confused(one) != confused(other)


def test_a_character_has_its_usual_readings() -> None:
    assert readings("调") == ("diao", "tiao")
    assert readings("A") == ()


def test_characters_that_look_alike_have_one_shape() -> None:
    assert look("己末") == look("已未")
    assert look("就业") != look("就医")


def test_no_character_stands_in_two_groups() -> None:
    groups = yaml.safe_load(
        (Path(knowledge_base.__path__[0]) / "answer/lexicon/lookalikes.yml").read_text(encoding="utf-8")
    )["groups"]
    characters = "".join(groups)
    assert len(characters) == len(set(characters))
