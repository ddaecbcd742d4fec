"""Stops asking an endpoint that is down, and tries it again after a pause.

Written here: pybreaker 1.4 holds its lock during the call, so that threads would ask one after another, and
circuitbreaker 2.1 lets every thread through at once when the pause is over.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

FAILURES = 3
PAUSE_SECONDS = 30.0


@dataclass
class Breaker:
    """Open after `failures` in a row, for `pause_seconds`; then one caller tries for all."""

    failures: int = FAILURES
    pause_seconds: float = PAUSE_SECONDS
    now: Callable[[], float] = monotonic
    _failed: int = 0
    _next_try: float | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def is_open(self) -> bool:
        return self._next_try is not None

    def lets_through(self) -> bool:
        """Whether to ask now. Whoever is let through says afterwards how it went."""
        with self._lock:
            if self._next_try is None:
                return True
            if self.now() < self._next_try:
                return False
            self._next_try = self.now() + self.pause_seconds  # others wait for this one's try
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed, self._next_try = 0, None

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._next_try = self.now() + self.pause_seconds
