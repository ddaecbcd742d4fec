"""Files are looked at in processes of their own, which may end badly without harm."""

import sys
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from actions.backoffice.files.confinement import ConfinedInspection
from actions.backoffice.files.kinds import Kind
from actions.backoffice.files.refusal import Reason, Refused
from tests.actions.backoffice.files import samples


def by(script: str, *, seconds: float = 30.0) -> ConfinedInspection:
    return ConfinedInspection(samples.MOST_BYTES, (sys.executable, "-S", "-c", script), seconds)


def refused(look: ConfinedInspection, content: bytes) -> Reason:
    with pytest.raises(Refused) as refusal:
        look(content)
    return refusal.value.reason


def test_what_is_kept_comes_back_and_what_is_refused_says_why() -> None:
    look = ConfinedInspection(samples.MOST_BYTES)
    checked = look(samples.photograph())
    assert (checked.kind, checked.content[:3]) == (Kind.JPEG, b"\xff\xd8\xff")
    assert refused(look, samples.EICAR) is Reason.VIRUS


def test_a_file_over_the_limit_is_not_even_handed_on() -> None:
    assert refused(by("raise SystemExit(1)"), bytes(samples.MOST_BYTES + 1)) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "script",
    ["raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)", "print('nonsense')", "pass"],
)
def test_a_decoder_that_ends_itself_costs_only_the_file(script: str) -> None:
    assert refused(by(script), b"x") is Reason.TOO_HARD


def test_a_decoder_that_never_ends_is_ended() -> None:
    assert refused(by("while True: pass", seconds=0.2), b"x") is Reason.TOO_HARD


def test_memory_is_limited_and_nothing_can_be_written(tmp_path: Path) -> None:
    """With the limits of the real process, and what a decoder that went astray might try."""
    target = tmp_path / "written"
    script = (
        "import os, signal\n"
        "from actions.backoffice.files.__main__ import confine\n"
        "from actions.backoffice.files.verdict import Verdict\n"
        "confine()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"file = os.open({str(target)!r}, os.O_CREAT | os.O_WRONLY)\n"
        "for attempt in (lambda: bytearray(2_000_000_000), lambda: os.write(file, b'x')):\n"
        "    try: attempt()\n"
        "    except (MemoryError, OSError): continue\n"
        "    raise SystemExit(1)\n"
        "print(Verdict(refused='empty').model_dump_json())\n"
    )
    look = ConfinedInspection(samples.MOST_BYTES, (sys.executable, "-c", script))
    assert refused(look, b"x") is Reason.EMPTY
    assert target.stat().st_size == 0


def test_the_process_gets_nothing_of_the_offices_environment() -> None:
    script = (
        "import os\n"
        "assert set(os.environ) <= {'PYTHONPATH', 'LC_ALL', 'LC_CTYPE'}, set(os.environ)\n"
        'print(\'{"refused": "empty"}\')'
    )
    assert refused(by(script), b"x") is Reason.EMPTY


def test_too_many_files_at_once_are_told_to_come_again() -> None:
    full = BoundedSemaphore(1)
    full.acquire()
    look = ConfinedInspection(samples.MOST_BYTES, wait_seconds=0.0, places=full)
    assert refused(look, b"x") is Reason.NOT_CHECKED
