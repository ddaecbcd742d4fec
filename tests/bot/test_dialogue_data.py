"""The Rasa project agrees with itself and with the actions, checked without Rasa."""

import json
import re
from collections import Counter
from itertools import chain
from typing import Any

import pytest
import yaml

from actions.dialogue.texts import Texts
from bot.model_files import PROJECT
from chassis.regions import RegionRegistry
from tests.actions.fakes import all_actions

SIGNPOSTS = {"commitment", "life_event", "progress"}
TOPICS = {
    "review",
    "knowledge",
    "smalltalk",
    "handoff",
    "appointment",
    "benefit",
    "dispute",
    "report",
} | SIGNPOSTS
PRESSED = {
    "answer_step",
    "ask_service",
    "take_benefit",
    "ask_report",
    "file_sent",
    "leave_queue",
    "handed_back",
}
"""Intents that only buttons carry."""
FALLBACK = "nlu_fallback"
SET_PHRASES = {"chitchat", "handoff_intent"}
ANNOTATION = re.compile(r"\[([^\]]+)\]\([^)]+\)")
EVALUATION = PROJECT.parent / "evaluation" / "data"


def read(*parts: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(PROJECT.joinpath(*parts).read_text(encoding="utf-8"))
    return found


def stems(*parts: str) -> set[str]:
    return {path.stem for path in PROJECT.joinpath(*parts).glob("*.yml")}


def domain(topic: str, key: str) -> list[str]:
    items = read("domain", f"{topic}.yml").get(key) or []
    return [next(iter(item)) if isinstance(item, dict) else item for item in items]


def lines(block: str) -> list[str]:
    return [line.removeprefix("- ").strip() for line in block.splitlines() if line.startswith("- ")]


def examples() -> dict[str, list[str]]:
    entries = chain.from_iterable(read("data", "nlu", f"{topic}.yml")["nlu"] for topic in TOPICS)
    return {
        entry["intent"]: [ANNOTATION.sub(r"\1", line) for line in lines(entry["examples"])]
        for entry in entries
        if "intent" in entry
    }


def steps(folder: str, key: str) -> list[dict[str, str]]:
    told = chain.from_iterable(read("data", folder, f"{topic}.yml")[key] for topic in TOPICS)
    return list(chain.from_iterable(story["steps"] for story in told))


def test_every_topic_has_a_file_of_its_name_everywhere() -> None:
    for folder in ("nlu", "rules", "stories"):
        assert stems("data", folder) == TOPICS
    assert stems("domain") == TOPICS | {"shared"}
    assert stems("data", "lookup") <= TOPICS


def test_every_intent_has_examples_enough() -> None:
    declared = set(chain.from_iterable(domain(topic, "intents") for topic in TOPICS)) - {FALLBACK}
    found = examples()
    assert set(found) == declared - PRESSED
    assert {intent: len(texts) for intent, texts in found.items() if len(texts) < 10} == {}


def test_no_example_stands_twice() -> None:
    counted = Counter(chain.from_iterable(examples().values()))
    assert [text for text, times in counted.items() if times > 1] == []


def test_every_intent_has_one_rule() -> None:
    ruled = [step["intent"] for step in steps("rules", "rules") if "intent" in step]
    assert sorted(ruled) == sorted(chain.from_iterable(domain(topic, "intents") for topic in TOPICS))


def test_every_action_told_is_declared_and_exists() -> None:
    declared = set(chain.from_iterable(domain(topic, "actions") for topic in TOPICS))
    told = {
        step["action"]
        for step in [*steps("rules", "rules"), *steps("stories", "stories")]
        if "action" in step
    }
    assert told == declared == set(all_actions())


def test_each_topic_runs_actions_of_its_own() -> None:
    assert {(action.topic, name) for name, action in all_actions().items()} == {
        (topic, name) for topic in TOPICS for name in domain(topic, "actions")
    }


def test_all_small_talk_has_something_to_say() -> None:
    assert set(Texts.load().smalltalk) == set(domain("smalltalk", "intents"))


def test_region_words_lead_to_the_codes_of_the_registry() -> None:
    entries = read("data", "lookup", "knowledge.yml")["nlu"]
    synonyms = {entry["synonym"]: set(lines(entry["examples"])) for entry in entries if "synonym" in entry}
    lookup = next(set(lines(entry["examples"])) for entry in entries if entry.get("lookup") == "region")
    assert set(synonyms) == {region.code for region in RegionRegistry.load().covered()}
    assert set.union(*synonyms.values()) == lookup
    for region in RegionRegistry.load().covered():
        assert set(region.words) <= synonyms[region.code]


def test_held_out_utterances_are_really_held_out() -> None:
    parts = yaml.safe_load((EVALUATION / "utterances.yml").read_text(encoding="utf-8")).values()
    marked = chain.from_iterable(texts for part in parts for texts in part.values())
    held_out = {ANNOTATION.sub(r"\1", text) for text in marked}
    assert held_out & set(chain.from_iterable(examples().values())) == set()


def test_no_question_of_the_evaluation_is_taught() -> None:
    """But for greetings and set phrases, which everybody says in the same words."""
    lines_ = (EVALUATION / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [question for question in map(json.loads, lines_) if question["category"] not in SET_PHRASES]
    taught = set(chain.from_iterable(examples().values()))
    assert [question["id"] for question in questions if question["question"] in taught] == []


def test_a_wish_that_is_taught_does_not_ask() -> None:
    """Or the component that keeps questions out of the wishes would undo what was taught."""
    config = next(part for part in read("config.yml")["pipeline"] if part["name"].endswith("WishWording"))
    taught = examples()
    wishes = [(intent, text) for intent in config["wish_intents"] for text in taught[intent]]
    assert [text for intent, text in wishes if not is_wish(config, intent, text)] == []


def is_wish(config: dict[str, Any], intent: str, text: str) -> bool:
    """As the component sees it, which only the engine's environment can import."""
    occasion = intent in config["occasion_intents"] and re.search(config["occasions"], text)
    said = re.sub(config["occasion_questions"], "", text) if occasion else text
    spoken = occasion or re.search(config["wishes"], said) or intent not in config["spoken_intents"]
    return bool(spoken) and not re.search(config["questions"], said)


def test_every_signpost_has_a_text_of_its_topic() -> None:
    texts = Texts.load()
    assert all("{contacts}" in getattr(texts, topic).text for topic in SIGNPOSTS)


@pytest.mark.parametrize("intent", ["greet", "thank", "goodbye", "request_handoff", "ask_hotline"])
def test_no_danger_is_taught_as_a_harmless_intent(intent: str) -> None:
    entries = read("data", "nlu", "knowledge.yml")["nlu"]
    patterns = next(lines(entry["examples"]) for entry in entries if entry.get("regex") == "danger")
    dangerous = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    assert [text for text in examples()[intent] if dangerous.search(text)] == []
