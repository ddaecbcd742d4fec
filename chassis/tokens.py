"""Signed, expiring tokens: what a browser holds to prove that a conversation is its own."""

import time
from dataclasses import dataclass, field
from typing import Any

import jwt

from chassis.errors import Unauthorised

_ALGORITHM = "HS256"


class TokenInvalid(Unauthorised):
    """The token was not signed by us, was altered, or has expired."""


@dataclass(frozen=True)
class TokenSigner:
    """Signs claims with one key. The key is at least 32 bytes; the launcher draws it at random."""

    key: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) < 32:
            raise ValueError("CIVICDESK_SIGNING_KEY must have at least 32 characters")

    def sign(self, claims: dict[str, Any], *, lifetime_seconds: int) -> str:
        now = int(time.time())
        return jwt.encode(
            {**claims, "iat": now, "exp": now + lifetime_seconds}, self.key, algorithm=_ALGORITHM
        )

    def verify(self, token: str) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self.key, algorithms=[_ALGORITHM], options={"require": ["exp"]}))
        except jwt.PyJWTError as error:
            raise TokenInvalid(f"token refused: {error}") from error
