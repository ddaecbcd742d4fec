"""`python -m actions.dialogue`: the server that Rasa calls for every action."""

import sys
import warnings

from actions.dialogue.bootstrap import build
from actions.dialogue.settings import DialogueSettings
from chassis import logs


def main() -> int:
    logs.configure(process="actions")
    # rasa-sdk 3.21 serves Rasa 3.6.21; it says at every call that the versions differ.
    warnings.filterwarnings("ignore", module=r"rasa_sdk\..*")
    settings = DialogueSettings()
    app = build(settings)
    # One process: rasa-sdk's own `run` listens on every interface and starts workers.
    app.run(host=settings.host, port=settings.actions_port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
