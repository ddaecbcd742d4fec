"""`python -m actions.backoffice …`, above all: what happens with a wrong data key."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from actions.backoffice.bootstrap import build, migrate
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.writes import writes
from actions.errors import DataKeyMalformed, DataKeyWrong
from chassis.settings import ROOT
from tests.actions.backoffice.counter import DATA_KEY, SERVICE_TOKEN, SIGNING_KEY, Counter, settings_for
from tests.actions.backoffice.samples import ITEM

OTHER_KEY = "b3RoZXIta2V5LW90aGVyLWtleS1vdGhlci1rZXktISE"


def with_key(settings: BackofficeSettings, key: str) -> BackofficeSettings:
    return BackofficeSettings.model_validate({**settings.model_dump(), "data_key": key})


def test_a_changed_key_is_refused_at_start_and_at_migration(every_settings: BackofficeSettings) -> None:
    changed = with_key(every_settings, OTHER_KEY)
    with pytest.raises(DataKeyWrong):
        build(changed)
    with pytest.raises(DataKeyWrong):
        migrate(changed)


@pytest.mark.parametrize("key", ["", "too-short"])
def test_a_missing_or_malformed_key_is_refused(tmp_path: Path, key: str) -> None:
    settings = with_key(settings_for(tmp_path), key)
    with pytest.raises(DataKeyMalformed):
        build(settings)
    with pytest.raises(DataKeyMalformed):
        migrate(settings)
    assert not (tmp_path / "backoffice.db").exists()


def run(var_dir: Path, key: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "CIVICDESK_VAR": str(var_dir),
        "CIVICDESK_SERVICE_TOKEN": SERVICE_TOKEN,
        "CIVICDESK_SIGNING_KEY": SIGNING_KEY,
        "CIVICDESK_DATA_KEY": key,
        **more,
    }
    environ.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "actions.backoffice", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wrong_key_is_said_in_one_line_without_the_key(settings: BackofficeSettings) -> None:
    done = run(settings.var_dir, OTHER_KEY, "migrate")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{DataKeyWrong.message}\n"


def test_the_nights_round_runs_by_its_own_clock(settings: BackofficeSettings) -> None:
    """Half-filled applications expire, and replies of writes long past are dropped."""
    counter = Counter(build(settings))
    opening = {"conversation_id": "c1", "channel": "web", "items": [ITEM["code"]]}
    counter.put(f"/items/{ITEM['code']}", ITEM, staff="clerk")
    draft = counter.post("/applications", opening, conversation="c1").json()["id"]
    engine = counter.app.state.office.engine
    assert run_sweep(settings, days_ahead=6)["expired"] == []
    assert count_replies(engine) == 2
    assert run_sweep(settings, days_ahead=31)["expired"] == [draft]
    assert count_replies(engine) == 0


def run_sweep(settings: BackofficeSettings, *, days_ahead: int) -> dict[str, Any]:
    done = run(settings.var_dir, DATA_KEY, "sweep", CIVICDESK_CLOCK_AHEAD_DAYS=str(days_ahead))
    assert done.returncode == 0, done.stderr
    swept: dict[str, Any] = json.loads(done.stdout)
    return swept


def count_replies(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(writes)) or 0


def test_an_unknown_command_is_told_what_there_is(tmp_path: Path) -> None:
    done = run(tmp_path, OTHER_KEY, "dance")
    assert done.returncode == 2
    assert "usage" in done.stderr
