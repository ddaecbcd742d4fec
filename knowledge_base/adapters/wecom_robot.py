"""Notices by a WeCom group robot: one text message to the group that its address belongs to."""

from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr

from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice

_SECONDS = 10.0
_MOST_BYTES = 2048
"""Of a text message."""
_PASSING = frozenset({-1, 45009, 45033, 42001})
"""Busy, too many messages a minute, too many at once; with any other code the same again is refused again."""


@dataclass(frozen=True)
class WecomRobot:
    """`address` holds the robot's key: it is a secret."""

    address: SecretStr = field(repr=False)
    seconds: float = _SECONDS

    def send(self, notice: Notice) -> None:
        """Raises: NoticeFailed."""
        content = _shortened(f"{notice.subject}\n{notice.text}")
        try:
            said = httpx.post(
                self.address.get_secret_value(),
                json={"msgtype": "text", "text": {"content": content}},
                timeout=self.seconds,
                trust_env=False,
            )
            said.raise_for_status()
            code = int(said.json()["errcode"])
        except httpx.HTTPStatusError as error:
            raise NoticeFailed(f"robot: HTTP {error.response.status_code}") from None
        # Of an error only its kind: its text holds the address.
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise NoticeFailed(f"robot: {type(error).__name__}") from None
        if code != 0:
            raise NoticeFailed(f"robot: errcode {code}", for_good=code not in _PASSING)


def _shortened(text: str) -> str:
    """Not longer than the robot takes, no character cut in two."""
    encoded = text.encode()
    if len(encoded) <= _MOST_BYTES:
        return text
    return encoded[: _MOST_BYTES - len("…".encode())].decode(errors="ignore") + "…"
