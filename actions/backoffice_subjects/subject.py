"""What the calls of every subject have."""

import httpx

from actions.backoffice_calls import BackofficeCalls, Patience


class Subject:
    """Talks over a client that the caller made, with its token, and closes."""

    def __init__(self, http: httpx.AsyncClient, patience: Patience | None = None) -> None:
        self._calls = BackofficeCalls(http, patience or Patience())
