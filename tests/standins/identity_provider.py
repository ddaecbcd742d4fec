"""An OpenID Connect provider that can be made to lie, to fail and to dawdle. PyJWT signs its tokens."""

import asyncio
import base64
import hashlib
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

CLIENT_ID = "office"
CLIENT_SECRET = "client-secret-of-the-tests-0123456789"


def draw_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class IdentityProviderStandIn:
    """`claims` and `header` change the ID token, `metadata`, `userinfo` and `tokens` what is said there."""

    key: RSAPrivateKey = field(default_factory=draw_key, repr=False)
    key_id: str = "k1"
    issuer: str = ""
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    failing: dict[str, Response] = field(default_factory=dict)
    delay_seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    @property
    def app(self) -> FastAPI:
        app = FastAPI()
        app.get("/.well-known/openid-configuration")(self._discovery)
        app.get("/keys")(self._keys)
        app.post("/token")(self._token)
        app.get("/userinfo")(self._userinfo)
        return app

    async def _discovery(self) -> Response:
        return await self._say("discovery", self.described())

    def described(self) -> dict[str, Any]:
        described = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=7",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            **self.metadata,
        }
        return {name: value for name, value in described.items() if value is not None}

    async def _keys(self) -> Response:
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return await self._say("keys", {"keys": [{**jwk, "kid": self.key_id, "use": "sig"}]})

    async def _token(self, request: Request) -> Response:
        self.forms.append({name: str(value) for name, value in (await request.form()).items()})
        self.authorizations.append(request.headers.get("Authorization", ""))
        answer = {
            "access_token": "access",
            "token_type": "Bearer",
            "id_token": self.id_token(),
            **self.tokens,
        }
        return await self._say("token", {name: value for name, value in answer.items() if value is not None})

    async def _userinfo(self, request: Request) -> Response:
        if request.headers.get("Authorization") != "Bearer access":
            return JSONResponse({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
        return await self._say("userinfo", {"sub": "s-1", "name": "王测试", **self.userinfo})

    async def _say(self, what: str, content: Any) -> Response:
        self.asked.append(what)
        await asyncio.sleep(self.delay_seconds)
        return self.failing.get(what) or JSONResponse(content)

    def id_token(self) -> str:
        now = int(time.time())
        half = hashlib.sha256(b"access").digest()[:16]
        claims = {
            "iss": self.issuer,
            "sub": "s-1",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.key_id}
        return jwt.encode(kept, self.key, algorithm="RS256", headers=headers)


def fault(status: int, text: str = "") -> Response:
    return PlainTextResponse(text, status)
