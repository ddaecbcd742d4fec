"""What only Rasa's environment can test. `python -m bot.host test` runs it; pytest is not installed there."""

# ruff: noqa: PT009, PT027

import asyncio
import sqlite3
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jsonschema import ValidationError  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from sanic.exceptions import Unauthorized

from bot import action_calls
from bot.components.bare_number import BareNumber
from bot.components.danger_first import DangerFirst
from bot.components.durable_tracker_store import TURNS_AT_MOST, DurableTrackerStore
from bot.components.gateway_channel import GatewayChannel
from bot.components.known_wording import pairs, share_known
from bot.components.wish_wording import WishWording
from bot.model_files import PROJECT

PIPELINE: list[dict[str, Any]] = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))[
    "pipeline"
]
DOMAIN = Domain.load(str(PROJECT / "domain"))


def a_turn(number: int, *others: Any) -> list[Any]:
    said = UserUttered(f"问题{number}", intent={"name": "ask_policy"})
    return [
        said,
        ActionExecuted("action_answer_policy"),
        BotUttered("答"),
        *others,
        ActionExecuted("action_listen"),
    ]


class TrackerStoreTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.address = f"sqlite:///{Path(folder.name) / 'engine.db'}"

    def store(self) -> DurableTrackerStore:
        return DurableTrackerStore(DOMAIN, self.address)

    def after(self, *events: Any) -> DialogueStateTracker:
        """Save a conversation and read it back with another store, as after a restart."""
        tracker = DialogueStateTracker.from_events("c1", list(events), DOMAIN.slots)
        asyncio.run(self.store().save(tracker))
        found = asyncio.run(self.store().retrieve("c1"))
        assert found is not None
        return found

    def test_waiting_question_survives_a_restart(self) -> None:
        found = self.after(*a_turn(1, SlotSet("pending_question", "调解成功率目标是多少")))
        self.assertEqual(found.get_slot("pending_question"), "调解成功率目标是多少")

    def test_long_conversation_keeps_its_latest_turns_and_all_its_slots(self) -> None:
        turns = [event for number in range(20) for event in a_turn(number)]
        found = self.after(*a_turn(99, SlotSet("region", "440104")), *turns)
        texts = [event.text for event in found.events if isinstance(event, UserUttered)]
        self.assertLessEqual(len(texts), TURNS_AT_MOST)
        self.assertEqual(texts[-1], "问题19")
        self.assertEqual(found.get_slot("region"), "440104")
        self.assertEqual(found.latest_action_name, "action_listen")

    def test_running_form_is_not_lost_with_the_turns_that_began_it(self) -> None:
        turns = [event for number in range(20) for event in a_turn(number)]
        found = self.after(*a_turn(99, ActiveLoop("commitment_form")), *turns)
        self.assertEqual(found.active_loop_name, "commitment_form")

    def test_slot_emptied_later_stays_empty(self) -> None:
        turns = [event for number in range(20) for event in a_turn(number)]
        first = a_turn(98, SlotSet("pending_question", "一个问题"))
        found = self.after(*first, *a_turn(99, SlotSet("pending_question", None)), *turns)
        self.assertIsNone(found.get_slot("pending_question"))

    def test_token_of_the_citizen_is_never_written(self) -> None:
        """With the message, in what was parsed of it, and where a session that starts copies its metadata."""
        metadata = {"citizen_token": "for-one-person", "region": "440104"}
        said = UserUttered("我的办件", parse_data={"metadata": metadata}, metadata=metadata)
        started = SlotSet("session_started_metadata", metadata)
        for turns in ([], [event for number in range(20) for event in a_turn(number)]):
            found = self.after(SessionStarted(), started, said, *turns)
            self.assertEqual(found.get_slot("session_started_metadata"), {"region": "440104"})
        with sqlite3.connect(self.address.removeprefix("sqlite:///")) as connection:
            stored = "".join(row[0] for row in connection.execute("SELECT events FROM engine_conversations"))
        connection.close()
        self.assertIn("440104", stored)
        self.assertNotIn("for-one-person", stored)

    def test_actions_of_the_turn_still_see_the_token(self) -> None:
        said = UserUttered("我的办件", metadata={"citizen_token": "for-one-person"})
        tracker = DialogueStateTracker.from_events("c1", [said], DOMAIN.slots)
        asyncio.run(self.store().save(tracker))
        assert tracker.latest_message is not None
        self.assertEqual(tracker.latest_message.metadata, {"citizen_token": "for-one-person"})

    def test_conversations_do_not_mix(self) -> None:
        self.after(*a_turn(1))
        self.assertIsNone(asyncio.run(self.store().retrieve("c2")))
        self.assertEqual(asyncio.run(self.store().keys()), ["c1"])


class WordingTest(unittest.TestCase):
    def test_wording_of_an_example_is_wholly_known_and_another_is_not(self) -> None:
        known = set(pairs("转人工客服"))
        self.assertEqual(share_known("转人工客服!", known), 1.0)
        self.assertLess(share_known("人工智能企业补贴", known), 0.5)

    def test_a_message_without_words_is_not_known(self) -> None:
        self.assertEqual(share_known("……", set(pairs("你好"))), 0.0)


class WishTest(unittest.TestCase):
    """With the expressions that ship."""

    def intent_of(self, text: str, intent: str) -> str:
        config = next(part for part in PIPELINE if part["name"].endswith("WishWording"))
        message = Message({"text": text, "intent": {"name": intent}, "intent_ranking": []})
        WishWording(config).process([message])
        return str(message.get("intent")["name"])

    def test_wish_stands(self) -> None:
        for text in ("帮我申请失业金", "我要申请补贴可以吗", "我要申請失業登記", "那几样一起帮我申请"):
            self.assertEqual(self.intent_of(text, "apply_for_service"), "apply_for_service")
        self.assertEqual(self.intent_of("差评！", "give_review"), "give_review")
        self.assertEqual(self.intent_of("/file_report", "file_report"), "file_report")

    def test_question_about_it_is_a_policy_question(self) -> None:
        for text in ("失业金去哪申请", "我要申请补贴要什么条件", "申請失業金點樣搞", "创业贷款最多贷多少"):
            self.assertEqual(self.intent_of(text, "apply_for_service"), "nlu_fallback")
        self.assertEqual(self.intent_of("举报欠薪找哪个部门", "file_report"), "nlu_fallback")

    def test_a_mere_subject_is_no_wish(self) -> None:
        self.assertEqual(self.intent_of("职工退休打包", "start_life_event"), "nlu_fallback")

    def test_an_occasion_is_a_wish_and_so_is_the_question_what_to_do(self) -> None:
        told = ("我失业了", "我爷爷走了", "公司要招人", "我年底退休")
        for text in (*told, "老人过世了要办什么", "阿嫲過咗身要辦啲乜"):
            self.assertEqual(self.intent_of(text, "start_life_event"), "start_life_event")

    def test_another_question_about_an_occasion_is_a_policy_question(self) -> None:
        for text in ("失业了能领什么", "被辞退了怎么办", "退休要满多少年", "公司招人有没有补贴"):
            self.assertEqual(self.intent_of(text, "start_life_event"), "nlu_fallback")

    def test_other_intents_may_ask(self) -> None:
        self.assertEqual(self.intent_of("我的申请到哪一步了", "ask_progress"), "ask_progress")


class DangerTest(unittest.TestCase):
    def test_wording_of_danger_overrides_the_classifier(self) -> None:
        found = {"entity": "danger", "value": "来世"}
        message = Message({"text": "拜拜", "intent": {"name": "goodbye"}, "entities": [found]})
        DangerFirst().process([message])
        self.assertEqual(message.get("intent")["name"], "report_danger")

    def test_other_messages_are_left_alone(self) -> None:
        message = Message({"text": "拜拜", "intent": {"name": "goodbye"}, "entities": []})
        DangerFirst().process([message])
        self.assertEqual(message.get("intent")["name"], "goodbye")


class BareNumberTest(unittest.TestCase):
    def intent_of(self, text: str) -> str:
        config = next(part for part in PIPELINE if part["name"].endswith("BareNumber"))
        message = Message({"text": text, "intent": {"name": "nlu_fallback"}})
        BareNumber(config).process([message])
        return str(message.get("intent")["name"])

    def test_a_number_alone_asks_what_became_of_it(self) -> None:
        for text in ("YX20261122-000004", "yx20261122 000004", " LH 20261122-000123 ", "JB20261122-000001"):
            self.assertEqual(self.intent_of(text), "ask_progress")

    def test_anything_else_is_left_alone(self) -> None:
        for text in ("12345", "我要撤回YX20261122-000004", "440104199001011234", ""):
            self.assertEqual(self.intent_of(text), "nlu_fallback")


class ChannelTest(unittest.TestCase):
    def test_nobody_speaks_without_the_token(self) -> None:
        channel = GatewayChannel("secret")
        for token in ("", "other"):
            request: Any = SimpleNamespace(args={"token": token}, json={"sender": "c1"})
            with self.assertRaises(Unauthorized):
                asyncio.run(channel._extract_sender(request))
        request = SimpleNamespace(args={"token": "secret"}, json={"sender": "c1"})
        self.assertEqual(asyncio.run(channel._extract_sender(request)), "c1")

    def test_empty_token_does_not_open_the_door(self) -> None:
        with self.assertRaises(ValueError):
            GatewayChannel.from_credentials({"token": ""})


class ActionResultTest(unittest.TestCase):
    def test_result_in_rasas_format_passes_and_another_does_not(self) -> None:
        action_calls.install()
        remote = RemoteAction("action_answer_policy", None)
        slot = {"event": "slot", "name": "region", "value": "440104", "timestamp": None}
        self.assertTrue(remote._validate_action_result({"events": [slot], "responses": [{"custom": {}}]}))
        wrong: Any
        for wrong in ({"events": "none"}, {"responses": ["text"]}, []):
            with self.assertRaises(ValidationError):
                remote._validate_action_result(wrong)
