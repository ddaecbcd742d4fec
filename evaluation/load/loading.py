"""`python -m evaluation.load.loading FOLDER …`: the process that loads, and that is killed in the middle.

It goes on where the one before it was stopped, and says on standard output, a JSON object a line, how far it
is: `{"documents": 12}`, and at its end what it found and how long that took.
"""

import argparse
import json
import resource
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from chassis.logs import configure
from evaluation.load.synthetic import texts
from evaluation.retrieval.corpus import publish_texts, settings_in
from knowledge_base.desk import own_knowledge
from knowledge_base.service import Knowledge

_LOG_LEVEL = 40  # errors only
_TOGETHER = 10  # documents between two refreshes of the word index
_REGION = "440104"
_KILOBYTE = 1024


class _Enough(Exception):
    """The sample is embedded."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name in ("documents", "passages", "sample", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    arguments = parser.parse_args()
    configure(process="evaluation", level=_LOG_LEVEL)
    with own_knowledge(settings_in(arguments.folder)) as knowledge:
        words = _load(knowledge, arguments)
        meaning = _embed(knowledge, arguments.sample)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTE
        _say(**words, **meaning, **_found(knowledge), megabytes=peak)


def _load(knowledge: Knowledge, arguments: argparse.Namespace) -> dict[str, float]:
    """How many documents this process took in, and in how many seconds they were found by words."""
    there = {document.id for document in knowledge.store.documents()}
    started, taken = time.monotonic(), 0
    for number in range(arguments.documents):
        document_id = f"made-up-{number:05}"
        if document_id not in there:
            drawn = list(islice(texts(arguments.passages, seed=arguments.seed + number), arguments.passages))
            publish_texts(knowledge, drawn, document_id=document_id, region=_REGION)
            taken += 1
        if (number + 1) % _TOGETHER == 0 or number + 1 == arguments.documents:
            knowledge.indexing.refresh_words()
            _say(documents=number + 1)
    return {"taken": taken, "seconds": time.monotonic() - started}


def _embed(knowledge: Knowledge, sample: int) -> dict[str, float]:
    """How many passages were embedded, and in how many seconds; the rest is left to a service."""
    before, started = knowledge.indexing.coverage().embedded, time.monotonic()

    def stop_after_sample(done: int, _: int) -> None:
        if done - before >= sample:
            raise _Enough

    with suppress(_Enough):
        knowledge.refresh(stop_after_sample)
    embedded = knowledge.indexing.coverage().embedded - before
    return {"embedded": embedded, "embedding_seconds": time.monotonic() - started}


def _found(knowledge: Knowledge) -> dict[str, int]:
    """What the word index holds, and how many different passages that is."""
    held = knowledge.indexing.word_index.held()
    distinct = {chunk.id for key in held for chunk in knowledge.store.version_chunks(*key)}
    return {"found": knowledge.indexing.count(), "distinct": len(distinct), "versions": len(held)}


def _say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
