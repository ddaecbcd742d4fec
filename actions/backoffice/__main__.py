"""The back office's commands: without one it serves.

python -m actions.backoffice           serves
python -m actions.backoffice migrate   prepares the database
python -m actions.backoffice sweep     makes the night's round, and writes what became of it as JSON
"""

import sys

from actions.backoffice.bootstrap import build, migrate, sweep
from actions.backoffice.settings import BackofficeSettings
from chassis import logs, web
from chassis.errors import CivicError


def main(arguments: list[str]) -> int:
    """An error is one line in Chinese on standard error, and exit code 1."""
    logs.configure(process="backoffice")
    try:
        return run(arguments, BackofficeSettings())
    except CivicError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1


def run(arguments: list[str], settings: BackofficeSettings) -> int:
    match arguments:
        case []:
            web.serve(build(settings), host=settings.host, port=settings.backoffice_port)
        case ["migrate"]:
            migrate(settings)
        case ["sweep"]:
            sys.stdout.write(f"{sweep(settings).model_dump_json()}\n")
        case _:
            sys.stderr.write("usage: python -m actions.backoffice [migrate | sweep]\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
