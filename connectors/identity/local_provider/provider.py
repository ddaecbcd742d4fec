"""The local provider itself: what it knows, and the tokens it makes."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from authlib.oidc.core.util import create_half_hash  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from connectors.identity.local_provider.grants import Grant, Grants
from connectors.identity.local_provider.identities import TestIdentity, load_identities
from connectors.identity.local_provider.keys import signing_key

PATH = "/local-identity"
ALGORITHM = "RS256"
LIFETIME_SECONDS = 10 * 60
_ACCESS_TYPE = "at+jwt"


@dataclass
class LocalProvider:
    """It has one client, the gateway beside it; `redirect_uris` are all that it sends a browser to."""

    issuer: str
    client_id: str
    redirect_uris: list[str]
    key_path: Path
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    grants: Grants = field(default_factory=Grants)
    people: dict[str, TestIdentity] = field(default_factory=load_identities)

    @cached_property
    def key(self) -> RSAKey:
        return signing_key(self.key_path)

    def public_keys(self) -> Mapping[str, Any]:
        return KeySet([self.key]).as_dict(private=False)

    def tokens(self, grant: Grant) -> dict[str, Any]:
        """The answer of the token endpoint."""
        access = self._sign(
            {"sub": grant.subject, "aud": self.issuer, "scope": " ".join(sorted(grant.scopes))},
            kind=_ACCESS_TYPE,
        )
        identity = {
            "sub": grant.subject,
            "aud": self.client_id,
            "nonce": grant.nonce,
            "auth_time": int(time.time()),
            "at_hash": create_half_hash(access, ALGORITHM).decode(),
        }
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": LIFETIME_SECONDS,
            "id_token": self._sign(identity, kind="JWT"),
        }

    def about(self, access_token: str) -> dict[str, str] | None:
        """What the holder of an access token may know of whom it is about."""
        try:
            token = jwt.decode(access_token, self.key, algorithms=[ALGORITHM])
            jwt.JWTClaimsRegistry(aud={"essential": True, "value": self.issuer}).validate(token.claims)
        except (JoseError, ValueError):
            return None
        person = self.people.get(token.claims["sub"])
        if token.header.get("typ") != _ACCESS_TYPE or person is None:
            return None
        scopes = token.claims["scope"].split()
        claims = {"sub": person.subject}
        if "profile" in scopes:
            claims |= {"name": person.name, "identity_number": person.identity_number}
        if "phone" in scopes:
            claims |= {"phone_number": person.phone}
        return claims

    def _sign(self, claims: dict[str, Any], *, kind: str) -> str:
        now = int(time.time())
        header = {"alg": ALGORITHM, "kid": self.key.kid, "typ": kind}
        times = {"iat": now, "exp": now + LIFETIME_SECONDS}
        return jwt.encode(header, {"iss": self.issuer, **times, **claims}, self.key)
