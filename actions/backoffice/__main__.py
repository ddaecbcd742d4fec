"""`python -m actions.backoffice` serves the back office; `… migrate` prepares its database."""

import sys

from actions.backoffice.bootstrap import build, migrate
from actions.backoffice.settings import BackofficeSettings
from chassis import logs, web


def main(arguments: list[str]) -> int:
    logs.configure(process="backoffice")
    settings = BackofficeSettings()
    if arguments == ["migrate"]:
        migrate(settings)
        return 0
    if arguments:
        sys.stderr.write("usage: python -m actions.backoffice [migrate]\n")
        return 2
    web.serve(build(settings), host=settings.host, port=settings.backoffice_port)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
