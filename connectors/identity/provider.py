"""Any OpenID Connect provider, by Authlib: authorization code with PKCE, state and nonce."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from ssl import SSLContext
from typing import Any, cast

import httpx2
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from pydantic import BaseModel

from connectors.errors import ProviderRefused, ProviderUnavailable
from connectors.identity.discovery import PATH, ProviderMetadata, read_metadata
from connectors.identity.id_token import read_id_token
from connectors.identity.ports import Round

_DISCOVERY_KEPT_SECONDS = 60 * 60


@dataclass(frozen=True)
class Registration:
    """What the provider knows us by. Without a secret we are a public client, on PKCE alone."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str


class _Tokens(BaseModel):
    """What we need of the token endpoint's answer."""

    id_token: str
    access_token: str


class OpenIdProvider:
    """`timeout_seconds` is for all calls together that one page of the citizen waits for."""

    def __init__(
        self,
        registration: Registration,
        *,
        timeout_seconds: float,
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._registration = registration
        self._timeout_seconds = timeout_seconds
        self._now_seconds = now_seconds
        self._described: tuple[ProviderMetadata, float] | None = None
        self._keys: KeySet | None = None

    @property
    def issuer(self) -> str:
        return self._registration.issuer

    async def authorization_url(self, way: Round, *, state: str) -> str:
        async with self._asking() as client:
            metadata = await self._metadata(client)
            url, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=state,
                code_verifier=way.verifier,
                nonce=way.nonce,
                redirect_uri=way.redirect_uri,
                # Whoever used this machine before may still be signed in at the provider.
                prompt="login",
            )
        return str(url)

    async def identify(self, way: Round, *, code: str) -> Mapping[str, Any]:
        async with self._asking() as client:
            metadata = await self._metadata(client)
            client.token_endpoint_auth_method = metadata.client_authentication(
                with_secret=bool(self._registration.client_secret)
            )
            answer = await client.fetch_token(
                metadata.token_endpoint,
                grant_type="authorization_code",
                code=code,
                redirect_uri=way.redirect_uri,
                code_verifier=way.verifier,
            )
            tokens = _Tokens.model_validate(answer)
            claims = await self._verified(client, metadata, tokens, nonce=way.nonce)
            if metadata.userinfo_endpoint is None:
                return claims
            access = {"Authorization": f"Bearer {tokens.access_token}"}
            about = await _read(client, metadata.userinfo_endpoint, headers=access)
        if about.get("sub") != claims["sub"]:
            raise ProviderRefused("userinfo is about somebody else")
        return {**about, **claims}

    async def _verified(
        self, client: Any, metadata: ProviderMetadata, tokens: _Tokens, *, nonce: str
    ) -> Mapping[str, Any]:
        def read(keys: KeySet) -> Mapping[str, Any]:
            return read_id_token(
                tokens.id_token,
                keys,
                issuer=metadata.issuer,
                client_id=self._registration.client_id,
                nonce=nonce,
                access_token=tokens.access_token,
            )

        if self._keys is not None:
            try:
                return read(self._keys)
            except (InvalidKeyIdError, BadSignatureError):
                self._keys = None  # the provider has changed its keys
        self._keys = _key_set(await _read(client, metadata.jwks_uri))
        return read(self._keys)

    async def _metadata(self, client: Any) -> ProviderMetadata:
        if self._described and self._now_seconds() < self._described[1]:
            return self._described[0]
        document = await _read(client, self.issuer.rstrip("/") + PATH)
        metadata = read_metadata(document, issuer=self.issuer)
        self._described = metadata, self._now_seconds() + _DISCOVERY_KEPT_SECONDS
        return metadata

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[Any]:
        """A client for one citizen's errand, as it remembers tokens. Its troubles are named as ours."""
        try:
            async with asyncio.timeout(self._timeout_seconds), self._client() as client:
                yield client
        except (httpx2.HTTPError, TimeoutError) as error:
            raise ProviderUnavailable(type(error).__name__) from error
        except OAuthError as error:
            raise ProviderRefused(f"token endpoint: {error.error!r}") from error
        except (JoseError, httpx2.InvalidURL, ValueError) as error:
            raise ProviderRefused(f"{type(error).__name__} in what it says") from error

    def _client(self) -> Any:
        return AsyncOAuth2Client(
            client_id=self._registration.client_id,
            client_secret=self._registration.client_secret or None,
            scope=self._registration.scopes,
            code_challenge_method="S256",
            timeout=self._timeout_seconds,
            verify=self._trust,
            trust_env=False,
        )

    @cached_property
    def _trust(self) -> SSLContext:
        """Made once: it reads all certificates."""
        return httpx2.create_ssl_context()


async def _read(client: Any, url: str, **options: Any) -> dict[str, Any]:
    response = await client.request("GET", url, withhold_token=True, **options)
    response.raise_for_status()
    document = response.json()
    if not isinstance(document, dict):
        raise ProviderRefused(f"{url} gives no object")
    return document


def _key_set(document: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(cast(KeySetSerialization, document))
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderRefused("its keys are not a JWK set") from error
