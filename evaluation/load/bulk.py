"""`python -m evaluation bulk`: very many documents at once, in a process that is killed in the middle.

The documents are made up, the embedder is the real one; as it takes hours for all of them, its rate is taken
on a sample, and said to be. The folder is fresh, and removed afterwards.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.runs import run_name
from evaluation.errors import ProcessNotStarted
from evaluation.load.wording import read_config
from evaluation.settings import EvaluationSettings
from evaluation.texts import say

KIND = "bulk"
_SECONDS_AN_HOUR = 3600


def add_command(commands: Any) -> None:
    config = read_config(KIND)
    parser = commands.add_parser(KIND, help=bulk.__doc__)
    parser.add_argument("--documents", type=int, default=config["documents"])
    parser.add_argument("--pages", type=int, default=config["pages"], help="of each document")
    parser.add_argument("--sample", type=int, default=config["sample"], help="passages to embed")
    parser.set_defaults(command=bulk)


def bulk(console: Console, arguments: argparse.Namespace) -> int:
    """Rates of loading many documents by words and by meaning, memory, and what a kill costs."""
    config = read_config(KIND)
    passages = arguments.pages * int(config["passages_per_page"])
    work = EvaluationSettings().work_dir
    work.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix="bulk-", dir=work))
    options = {
        "documents": arguments.documents,
        "passages": passages,
        "sample": arguments.sample,
        "seed": config["seed"],
    }
    console.print(
        say("bulk_starting", pages=arguments.pages, folder=folder, **{k: options[k] for k in _TOLD})
    )
    try:
        half = arguments.documents // 2
        killed_at = _load_until(console, folder, options, stop_at=half)
        console.print(say("bulk_killed", done=killed_at))
        outcome = _load_all(console, folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return finish(
        console,
        outcome | {"killed_at": killed_at},
        options=options,
        limit=int(config["memory_megabytes"]),
        results=arguments.results,
    )


_TOLD = ("documents", "passages")


def _load_until(console: Console, folder: Path, options: Mapping[str, int], *, stop_at: int) -> int:
    """Kill the loading process once so many documents are in; how many it had said were."""
    done = 0
    for process, line in _lines(folder, options):
        done = int(line.get("documents", done))
        console.print(say("bulk_loaded", done=done, documents=options["documents"]))
        if done >= stop_at:
            process.kill()
            break
    return done


def _load_all(console: Console, folder: Path, options: Mapping[str, int]) -> dict[str, Any]:
    outcome: dict[str, Any] = {}
    for _, line in _lines(folder, options):
        if "found" in line:
            outcome = line
        else:
            console.print(say("bulk_loaded", done=line["documents"], documents=options["documents"]))
    return outcome


def _lines(
    folder: Path, options: Mapping[str, int]
) -> Iterator[tuple["subprocess.Popen[str]", dict[str, Any]]]:
    """What the loading process says, to its end.

    Raises:
        ProcessNotStarted: it broke off by itself.
    """
    told = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "evaluation.load.loading", str(folder), *told]
    log = folder / "loading.log"
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        for line in process.stdout or ():
            yield process, json.loads(line)
    if process.returncode:
        kept = shutil.copy(log, folder.parent)
        raise ProcessNotStarted(say("bulk_broken_off", code=process.returncode, log=kept))


def finish(
    console: Console, outcome: Mapping[str, Any], *, options: Mapping[str, int], limit: int, results: Path
) -> int:
    """Store, show, and say by the exit code whether all is there once and the memory was bounded."""
    expected = options["documents"] * options["passages"]
    by_words = outcome["taken"] / outcome["seconds"]
    by_meaning = outcome["embedded"] / outcome["embedding_seconds"]
    is_whole = outcome["found"] == outcome["distinct"] == expected
    is_bounded = outcome["megabytes"] <= limit
    name = run_name(SystemClock().now().isoformat(timespec="seconds"), KIND)
    folder = results / KIND / name
    folder.mkdir(parents=True)
    content = {
        **options,
        **outcome,
        "documents_per_second": by_words,
        "passages_embedded_per_second": by_meaning,
        "memory_limit_megabytes": limit,
    }
    (folder / f"{KIND}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    hours = expected / by_meaning / _SECONDS_AN_HOUR if by_meaning else 0.0
    told = {"documents": options["documents"], "passages": expected}
    console.print(say("bulk_words", rate=by_words, **told))
    console.print(
        say("bulk_meaning", rate=by_meaning, sample=outcome["embedded"], passages=expected, hours=hours)
    )
    memory = say("bulk_memory", megabytes=outcome["megabytes"], limit=limit)
    console.print(memory, style="green" if is_bounded else "red")
    if is_whole:
        console.print(say("bulk_whole"), style="green")
    else:
        found = {"found": outcome["found"], "distinct": outcome["distinct"]}
        console.print(say("bulk_not_whole", expected=expected, **found), style="red")
    console.print(say("stored", path=folder))
    return 0 if is_whole and is_bounded else 1
