"""Rasa, as the host process uses it. Importing this module takes seconds; `host.py` does it when needed."""

import asyncio
import os
import re
import unittest
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.cli.utils import validate_files
from rasa.core.agent import Agent, load_agent
from rasa.core.run import serve_application
from rasa.core.test import test as run_stories
from rasa.core.utils import AvailableEndpoints
from rasa.model_training import train as rasa_train
from rasa.shared.importers.importer import TrainingDataImporter

from bot import action_calls
from bot.engine_settings import LOCK_LIFETIME_SECONDS, ROOT, EngineSettings
from bot.model_files import PROJECT

CONFIG, DOMAIN, DATA = (str(PROJECT / name) for name in ("config.yml", "domain", "data"))
TESTS = ROOT / "tests" / "bot"
HELDOUT = ROOT / "evaluation" / "data" / "utterances.yml"
HELDOUT_FLOOR = 0.95
_MARKED = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_WARNING = 30
# Intents whose action asks the knowledge service.
_KNOWLEDGE_INTENTS = {"ask_policy", "nlu_fallback", "report_danger"}


def quieten() -> None:
    """Warnings and errors only: Rasa logs every step."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(_WARNING))


def check() -> None:
    """`rasa data validate`. Ends the process where the project contradicts itself, or warns."""
    importer = TrainingDataImporter.load_from_dict(
        config_path=CONFIG, domain_path=DOMAIN, training_data_paths=[DATA]
    )
    validate_files(fail_on_warnings=True, max_history=None, importer=importer)


def train(path: Path) -> bool:
    """Write a model to `path`; False where Rasa said why it could not."""
    os.environ["LOG_LEVEL"] = "ERROR"  # the only way to have no progress bars in the log
    result = rasa_train(
        domain=DOMAIN,
        config=CONFIG,
        training_files=[DATA],
        output=str(path.parent),
        fixed_model_name=path.name,
        force_training=True,
    )
    return result.code == 0 and path.exists()


def serve(settings: EngineSettings, model: Path) -> None:
    """Listen until told to stop."""
    action_calls.install()
    serve_application(
        model_path=str(model),
        interface=settings.host,
        port=settings.port,
        credentials=str(PROJECT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml")),
        auth_token=settings.token,
        response_timeout=LOCK_LIFETIME_SECONDS,
    )


def parse(model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    """What each text is taken as: `text`, `intent`, `confidence` (0 to 1), and the `entities` found in it."""
    return asyncio.run(_parse(model, texts))


async def _parse(model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    agent = await load_agent(model_path=str(model))
    return [_taken(text, await agent.parse_message(text)) for text in texts]


def _taken(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    intent = parsed["intent"]
    entities = [{key: entity[key] for key in ("entity", "start", "end")} for entity in parsed["entities"]]
    return {
        "text": text,
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "entities": entities,
    }


def test(settings: EngineSettings, model: Path) -> bool:
    """Our parts must pass their tests, the stories go as told, the held-out utterances to their topics."""
    suite = unittest.defaultTestLoader.loadTestsFromName("tests.bot.engine_suite")
    parts_hold = unittest.TextTestRunner().run(suite).wasSuccessful()
    return asyncio.run(_test(settings, model)) and parts_hold


async def _test(settings: EngineSettings, model: Path) -> bool:
    agent = await load_agent(model_path=str(model))
    reports = settings.var_dir / "engine-tests"
    reports.mkdir(parents=True, exist_ok=True)
    report = await run_stories(
        str(TESTS / "stories"),
        agent,
        out_directory=str(reports),
        e2e=True,
        disable_plotting=True,
    )
    told = report["report"]["conversation_accuracy"]
    print(f"stories: {told['correct']} of {told['total']} as told; any others stand in {reports}")
    parts = yaml.safe_load(HELDOUT.read_text(encoding="utf-8")).values()
    heldout = [(expected, texts) for part in parts for expected, texts in part.items()]
    wrong = [line for expected, texts in heldout for line in await _misread(agent, expected, texts)]
    total = sum(len(texts) for _, texts in heldout)
    print(f"held-out utterances: {total - len(wrong)} of {total} understood", *wrong, sep="\n  ")
    dangers_missed = any(line.startswith("danger:") for line in wrong)
    return bool(
        told["correct"] == told["total"] and len(wrong) <= (1 - HELDOUT_FLOOR) * total and not dangers_missed
    )


async def _misread(agent: Agent, expected: str, texts: list[str]) -> list[str]:
    found: list[str] = []
    for marked in texts:
        text = _MARKED.sub(r"\1", marked)
        parsed: dict[str, Any] = await agent.parse_message(text)
        intent = parsed["intent"]["name"]
        if not _is(intent, expected):
            found.append(f"{expected}: {text} was taken as {intent}")
    return found


def _is(intent: str, expected: str) -> bool:
    if expected in {"knowledge", "danger"}:
        return intent in _KNOWLEDGE_INTENTS
    return intent == expected
