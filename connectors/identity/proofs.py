"""What ties an attempt to one browser: a secret in a cookie, and everything else derived from it.

Ticket, state, nonce and PKCE verifier are HMACs of the attempt's id under the secret, so that none of them is
stored, none can be made without the cookie, and an address that was copied or planted opens nothing.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import Literal

Purpose = Literal["ticket", "state", "nonce", "verifier"]

_SECRET_BYTES = 32
_HANDLE = re.compile(r"([0-9a-f]{32})\.[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class BrowserSecret:
    value: str = field(repr=False)

    @staticmethod
    def draw() -> "BrowserSecret":
        return BrowserSecret(secrets.token_urlsafe(_SECRET_BYTES))

    @property
    def fingerprint(self) -> str:
        """What may be stored of it."""
        return hashlib.sha256(self.value.encode()).hexdigest()

    def derive(self, purpose: Purpose, attempt_id: str) -> str:
        digest = hmac.digest(self.value.encode(), f"{purpose}:{attempt_id}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def handle(self, purpose: Purpose, attempt_id: str) -> str:
        """The attempt's id with its proof, for an address."""
        return f"{attempt_id}.{self.derive(purpose, attempt_id)}"

    def attempt_of(self, handle: str, purpose: Purpose) -> str | None:
        """The attempt that a handle was made for, if it was made with this secret."""
        found = _HANDLE.fullmatch(handle)
        if found is None or not hmac.compare_digest(handle, self.handle(purpose, found[1])):
            return None
        return found[1]
