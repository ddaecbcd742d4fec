"""The engine process: check the project, train it when stale, serve it, test it.

.venv-engine/bin/python -m bot.host check|train|serve|test|parse
"""

import argparse
import json
import os
import sys
import time
import warnings
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

from bot.engine_settings import ROOT, EngineSettings
from bot.model_files import model_path, project_digest, prune


def check(_: EngineSettings) -> int:
    """`rasa data validate`."""
    _engine().check()
    print("dialogue project: valid")
    return 0


def train(settings: EngineSettings) -> int:
    """Train unless a model of this very project is there."""
    path = _model(settings)
    if path.exists():
        print(f"dialogue model: up to date ({path.name})")
        return 0
    print("dialogue model: training, about a minute", flush=True)
    started = time.monotonic()
    if not _train_to(path):
        print("dialogue model: training failed; the reason stands above", file=sys.stderr)
        return 1
    prune(settings.models_dir)
    print(f"dialogue model: trained in {time.monotonic() - started:.0f} s ({path.name})")
    return 0


def _train_to(path: Path) -> bool:
    """Under another name first: an interrupted training must not look like a finished one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{os.getpid()}.tar.gz")
    try:
        if not _engine().train(unfinished):
            return False
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def serve(settings: EngineSettings) -> int:
    """Answer the gateway until told to stop."""
    if not settings.token:
        print("CIVICDESK_ENGINE_TOKEN is empty: the engine serves nobody without a token", file=sys.stderr)
        return 1
    path = _trained(settings)
    if path is None:
        return 1
    _engine().serve(settings, path)
    return 0


def test(settings: EngineSettings) -> int:
    """`rasa test` of the stories, and the held-out utterances."""
    path = _trained(settings)
    return 0 if path and _engine().test(settings, path) else 1


def parse(settings: EngineSettings) -> int:
    """Standard input: a JSON list of texts. Standard output: a JSON list of what each is taken as."""
    path = _trained(settings)
    if path is None:
        return 1
    texts = json.load(sys.stdin)
    # Rasa's libraries print.
    with redirect_stdout(sys.stderr):
        parsed = _engine().parse(path, texts)
    json.dump(parsed, sys.stdout, ensure_ascii=False)
    return 0


def _model(settings: EngineSettings) -> Path:
    return model_path(settings.models_dir, project_digest())


def _trained(settings: EngineSettings) -> Path | None:
    path = _model(settings)
    if path.exists():
        return path
    print("no model of this project yet; run: python -m bot.host train", file=sys.stderr)
    return None


def _engine() -> ModuleType:
    """Rasa takes seconds to import, and "nothing to train" needs none of it."""
    # Rasa's libraries warn of their own age.
    warnings.filterwarnings("ignore")
    # TensorFlow's converters import jax where it is installed, 1.5 s for nothing.
    sys.modules["jax"] = None  # type: ignore[assignment]
    from bot import engine  # noqa: PLC0415

    engine.quieten()
    return engine


COMMANDS = {"check": check, "train": train, "serve": serve, "test": test, "parse": parse}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.host")
    parser.add_argument("command", choices=sorted(COMMANDS))
    command = parser.parse_args().command
    settings = EngineSettings.read(os.environ)
    settings.export()
    # Paths in the project's YAML files are relative to the repository.
    os.chdir(ROOT)
    return COMMANDS[command](settings)


if __name__ == "__main__":
    sys.exit(main())
