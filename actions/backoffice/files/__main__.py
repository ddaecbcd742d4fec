"""Looks at one file, from standard input, in a process of its own that may do next to nothing.

The argument is how many bytes a file may have. It answers with a `Verdict` in one line and the bytes to keep.
"""

import resource
import sys

from actions.backoffice.files.inspection import Checked, inspect
from actions.backoffice.files.refusal import Reason, Refused
from actions.backoffice.files.verdict import Verdict

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 20
OPEN_FILES = 64


def confine() -> None:
    """A decoder that goes astray ends itself and nothing else. Nothing can be written to a disk."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def look(content: bytes, *, most_bytes: int) -> tuple[Verdict, bytes]:
    try:
        checked: Checked = inspect(content, most_bytes=most_bytes)
    except Refused as refused:
        return Verdict(refused=refused.reason, detail=str(refused)), b""
    except (MemoryError, RecursionError) as error:
        return Verdict(refused=Reason.TOO_HARD, detail=type(error).__name__), b""
    return Verdict(kind=checked.kind), checked.content


def main() -> None:
    confine()
    verdict, kept = look(sys.stdin.buffer.read(), most_bytes=int(sys.argv[1]))
    sys.stdout.buffer.write(verdict.model_dump_json().encode() + b"\n" + kept)


if __name__ == "__main__":
    main()
