"""How often one conversation, or one address, may come: token buckets in this process."""

import ipaddress
import math
import time
from collections.abc import Callable

from connectors.errors import TooManyRequests

_MOST_KEYS = 20_000


class RateLimiter:
    """Lets `per_minute` requests a minute through for each key, all of them at once if it so happens."""

    def __init__(self, *, per_minute: int, now_seconds: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._now_seconds = now_seconds
        self._buckets: dict[str, tuple[float, float]] = {}

    def check(self, key: str) -> None:
        """Take one token.

        Raises:
            TooManyRequests: the key has none left.
        """
        now = self._now_seconds()
        tokens, since = self._buckets.get(key, (self._capacity, now))
        tokens = min(self._capacity, tokens + (now - since) * self._per_second)
        if tokens < 1:
            raise TooManyRequests(retry_after_seconds=math.ceil((1 - tokens) / self._per_second))
        if len(self._buckets) >= _MOST_KEYS:
            self._forget_full(now)
        self._buckets[key] = (tokens - 1, now)

    def _forget_full(self, now: float) -> None:
        """Drop the keys whose bucket has filled up again: they are as good as new."""
        full_after_seconds = self._capacity / self._per_second
        self._buckets = {
            key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < full_after_seconds
        }


def is_loopback(address: str) -> bool:
    """Whether the request comes from this machine and no proxy said otherwise."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
