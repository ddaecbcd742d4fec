"""The language model is there only where it is set, and costs nothing where it is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from chassis.settings import ROOT
from knowledge_base.settings import KnowledgeSettings

PROGRAM = """
import sys
from knowledge_base.bootstrap import build
from knowledge_base.migrate import migrate
from knowledge_base.settings import KnowledgeSettings
import knowledge_base.web.api
settings = KnowledgeSettings()
migrate(settings)
knowledge = build(settings)
print(knowledge.model is not None, sorted({"openai", "langchain_openai", "tiktoken"} & set(sys.modules)))
knowledge.close()
"""


def built(var_dir: Path, **variables: str) -> str:
    environ = {"CIVICDESK_VAR": str(var_dir), "OMP_WAIT_POLICY": "PASSIVE", **variables}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_without_a_model_its_libraries_are_not_even_loaded(tmp_path: Path) -> None:
    assert built(tmp_path) == "False []"
    assert built(tmp_path, ANSWER_MODEL_URL="") == "False []"


def test_with_a_model_the_service_starts_though_nobody_answers_there(tmp_path: Path) -> None:
    given = built(tmp_path, ANSWER_MODEL_URL="http://127.0.0.1:9/v1", ANSWER_MODEL_NAME="m")
    assert given.startswith("True")
    assert "langchain_openai" in given


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWER_MODEL_KEY", "sk-secret")
    settings = KnowledgeSettings()
    assert settings.answer_model_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in f"{settings!r}{settings}{settings.model_dump_json()}"
