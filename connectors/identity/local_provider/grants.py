"""Authorization codes: each for one client's one request, for a minute, redeemed once."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

_LIFETIME_SECONDS = 60
_MOST = 1000


@dataclass(frozen=True)
class Grant:
    """Who has agreed to what, as asked for by the client."""

    subject: str
    redirect_uri: str
    nonce: str
    code_challenge: str
    scopes: frozenset[str]


@dataclass
class Grants:
    now_seconds: Callable[[], float] = time.monotonic
    _open: dict[str, tuple[Grant, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def issue(self, grant: Grant) -> str:
        code = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._open) >= _MOST:
                del self._open[next(iter(self._open))]
            self._open[code] = grant, self.now_seconds() + _LIFETIME_SECONDS
        return code

    def redeem(self, code: str) -> Grant | None:
        """None where there is no such code, or it was redeemed before, or its time is over."""
        with self._lock:
            grant, until = self._open.pop(code, (None, 0.0))
        return grant if self.now_seconds() < until else None
