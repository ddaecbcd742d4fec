"""What only Rasa's environment can test. `python -m bot.host test` runs it; pytest is not installed there."""

# ruff: noqa: PT009, PT027

import asyncio
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jsonschema import ValidationError  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from sanic.exceptions import Unauthorized

from bot import action_calls
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
