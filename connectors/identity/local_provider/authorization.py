"""A client's request to have somebody signed in, and whether it may be answered at all."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query


@dataclass(frozen=True)
class AuthorizationRequest:
    client_id: str
    redirect_uri: str
    response_type: str
    scope: str
    state: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.scope.split())

    @property
    def fault(self) -> str | None:
        """The error code of RFC 6749 or OpenID Connect, for the client to read."""
        if self.response_type != "code":
            return "unsupported_response_type"
        if "openid" not in self.scopes:
            return "invalid_scope"
        if not self.state or not self.code_challenge or self.code_challenge_method != "S256":
            return "invalid_request"
        return None

    def answer(self, issuer: str, **result: str) -> str:
        """The client's address with the answer."""
        return f"{self.redirect_uri}?{urlencode({**result, 'state': self.state, 'iss': issuer})}"


def _requested(
    *,
    client_id: Annotated[str, Query()] = "",
    redirect_uri: Annotated[str, Query()] = "",
    response_type: Annotated[str, Query()] = "",
    scope: Annotated[str, Query()] = "",
    state: Annotated[str, Query()] = "",
    nonce: Annotated[str, Query()] = "",
    code_challenge: Annotated[str, Query()] = "",
    code_challenge_method: Annotated[str, Query()] = "",
) -> AuthorizationRequest:
    return AuthorizationRequest(
        client_id=client_id,
        redirect_uri=redirect_uri,
        response_type=response_type,
        scope=scope,
        state=state,
        nonce=nonce,
        code_challenge=code_challenge,
        code_challenge_method=code_challenge_method,
    )


Requested = Annotated[AuthorizationRequest, Depends(_requested)]
