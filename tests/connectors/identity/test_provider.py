"""The office's own provider, well and badly behaved, over real HTTP."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from connectors.errors import ProviderRefused, ProviderUnavailable
from connectors.identity.discovery import read_metadata
from connectors.identity.ports import Round
from connectors.identity.provider import OpenIdProvider, Registration
from tests.standins.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProviderStandIn,
    draw_key,
    fault,
)
from tests.standins.loopback import served

pytestmark = pytest.mark.anyio

WAY = Round(redirect_uri="https://office.example/sign-in/callback", nonce="n-1", verifier="v" * 43)


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return draw_key()


@pytest.fixture
def standin(key: RSAPrivateKey) -> Iterator[IdentityProviderStandIn]:
    standin = IdentityProviderStandIn(key, nonce=WAY.nonce)
    with served(standin.app) as port:
        standin.issuer = f"http://127.0.0.1:{port}"
        yield standin


def provider_for(
    standin: IdentityProviderStandIn, *, secret: str = CLIENT_SECRET, timeout_seconds: float = 5.0
) -> OpenIdProvider:
    registration = Registration(standin.issuer, CLIENT_ID, secret, "openid profile")
    return OpenIdProvider(registration, timeout_seconds=timeout_seconds)


async def _identify(standin: IdentityProviderStandIn) -> Mapping[str, Any]:
    return await provider_for(standin).identify(WAY, code="c-1")


async def test_browser_is_sent_with_state_nonce_and_challenge(standin: IdentityProviderStandIn) -> None:
    url = await provider_for(standin).authorization_url(WAY, state="s-1")
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(f"{standin.issuer}/authorize?tenant=7&")
    assert query.pop("code_challenge") not in (WAY.verifier, "")
    assert query == {
        "tenant": "7",
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": WAY.redirect_uri,
        "scope": "openid profile",
        "state": "s-1",
        "nonce": "n-1",
        "code_challenge_method": "S256",
        "prompt": "login",
    }


async def test_claims_of_token_and_userinfo_are_put_together(standin: IdentityProviderStandIn) -> None:
    standin.claims = {"identity_number": "440104197805120005"}
    claims = await _identify(standin)
    assert (claims["sub"], claims["name"]) == ("s-1", "王测试")
    assert claims["identity_number"] == "440104197805120005"
    form = standin.forms[0]
    assert (form["code"], form["code_verifier"]) == ("c-1", WAY.verifier)
    assert (form["grant_type"], form["redirect_uri"]) == ("authorization_code", WAY.redirect_uri)


async def test_userinfo_may_not_overrule_what_is_signed(standin: IdentityProviderStandIn) -> None:
    standin.claims = {"name": "李签名"}
    assert (await _identify(standin))["name"] == "李签名"


async def test_provider_without_userinfo_is_enough(standin: IdentityProviderStandIn) -> None:
    standin.metadata = {"userinfo_endpoint": None}
    assert (await _identify(standin))["sub"] == "s-1"
    assert "userinfo" not in standin.asked


async def test_description_and_keys_are_asked_for_once(standin: IdentityProviderStandIn) -> None:
    provider = provider_for(standin)
    for _ in range(2):
        await provider.authorization_url(WAY, state="s-1")
        await provider.identify(WAY, code="c-1")
    assert sorted(standin.asked) == ["discovery", "keys", "token", "token", "userinfo", "userinfo"]


@pytest.mark.parametrize("key_id", ["k2", "k1"])
async def test_new_key_of_the_provider_is_looked_up(standin: IdentityProviderStandIn, key_id: str) -> None:
    provider = provider_for(standin)
    await provider.identify(WAY, code="c-1")
    standin.key, standin.key_id = draw_key(), key_id
    assert (await provider.identify(WAY, code="c-2"))["sub"] == "s-1"
    assert standin.asked.count("keys") == 2


@pytest.mark.parametrize(
    ("supported", "in_form"),
    [(None, False), (["client_secret_post"], True), (["client_secret_post", "client_secret_basic"], False)],
)
async def test_client_proves_itself_as_the_provider_wants(
    standin: IdentityProviderStandIn, supported: list[str] | None, in_form: bool
) -> None:
    standin.metadata = {"token_endpoint_auth_methods_supported": supported}
    await _identify(standin)
    basic = f"Basic {base64.b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()}"
    assert standin.forms[0].get("client_secret") == (CLIENT_SECRET if in_form else None)
    assert standin.authorizations == ["" if in_form else basic]


async def test_client_without_a_secret_is_a_public_one(standin: IdentityProviderStandIn) -> None:
    await provider_for(standin, secret="").identify(WAY, code="c-1")
    assert standin.forms[0]["client_id"] == CLIENT_ID
    assert standin.authorizations == [""]


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": [CLIENT_ID, "another"], "azp": "another"},
        {"sub": None},
        {"sub": ""},
        {"nonce": "n-2"},
        {"nonce": None},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"nbf": 4_000_000_000},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
)
async def test_token_that_does_not_hold_is_refused(
    standin: IdentityProviderStandIn, claims: dict[str, Any]
) -> None:
    standin.claims = claims
    with pytest.raises(ProviderRefused):
        await _identify(standin)


def _signed_with(token: str, secret: bytes, *, algorithm: str) -> str:
    """The same claims, as whoever knows `secret` can sign them."""
    header = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": "k1"}).encode()).rstrip(b"=")
    body = header + b"." + token.split(".")[1].encode()
    signature = hmac.digest(secret, body, hashlib.sha256) if algorithm == "HS256" else b""
    return (body + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


async def test_token_that_anybody_could_have_signed_is_refused(standin: IdentityProviderStandIn) -> None:
    public = standin.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    token = standin.id_token()
    for forged in (
        _signed_with(token, b"", algorithm="none"),
        _signed_with(token, public, algorithm="HS256"),
        _signed_with(token, CLIENT_SECRET.encode(), algorithm="HS256"),
        token.rpartition(".")[0] + "." + token.rpartition(".")[2][::-1],
    ):
        standin.tokens = {"id_token": forged}
        with pytest.raises(ProviderRefused):
            await _identify(standin)


async def test_key_that_is_not_the_providers_signs_nothing(
    standin: IdentityProviderStandIn, key: RSAPrivateKey
) -> None:
    standin.tokens = {"id_token": standin.id_token()}
    standin.key = draw_key()
    with pytest.raises(ProviderRefused):
        await _identify(standin)


async def test_userinfo_about_somebody_else_is_refused(standin: IdentityProviderStandIn) -> None:
    standin.userinfo = {"sub": "s-2"}
    with pytest.raises(ProviderRefused, match="somebody else"):
        await _identify(standin)


@pytest.mark.parametrize(
    "tokens", [{"id_token": None}, {"access_token": None}, {"id_token": "a.b.c"}, {"id_token": 7}]
)
async def test_answer_without_proper_tokens_is_refused(
    standin: IdentityProviderStandIn, tokens: dict[str, Any]
) -> None:
    standin.tokens = tokens
    with pytest.raises(ProviderRefused):
        await _identify(standin)


async def test_code_that_is_refused_is_a_refusal_and_its_words_go_nowhere(
    standin: IdentityProviderStandIn,
) -> None:
    standin.tokens = {"error": "invalid_grant", "error_description": "code of 440104197805120005"}
    with pytest.raises(ProviderRefused, match="invalid_grant") as refused:
        await _identify(standin)
    assert "440104" not in str(refused.value)


@pytest.mark.parametrize("what", ["discovery", "keys", "token", "userinfo"])
@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (500, "", ProviderUnavailable),
        (200, "<html>", ProviderRefused),
        (200, "[]", ProviderRefused),
        (200, "{}", ProviderRefused),
    ],
)
async def test_each_part_may_fail(
    standin: IdentityProviderStandIn, what: str, status: int, text: str, error: type[Exception]
) -> None:
    standin.failing = {what: fault(status, text)}
    with pytest.raises(error):
        await _identify(standin)


async def test_slow_provider_is_not_waited_for(standin: IdentityProviderStandIn) -> None:
    standin.delay_seconds = 0.3
    with pytest.raises(ProviderUnavailable):
        await provider_for(standin, timeout_seconds=0.05).authorization_url(WAY, state="s")


async def test_provider_that_is_not_there_is_unavailable() -> None:
    absent = IdentityProviderStandIn(issuer="http://127.0.0.1:9")
    with pytest.raises(ProviderUnavailable):
        await provider_for(absent).authorization_url(WAY, state="s")


async def test_provider_that_comes_back_is_used_again(standin: IdentityProviderStandIn) -> None:
    provider = provider_for(standin)
    standin.failing = {"discovery": fault(503)}
    with pytest.raises(ProviderUnavailable):
        await provider.authorization_url(WAY, state="s")
    standin.failing = {}
    assert await provider.authorization_url(WAY, state="s")


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": None},
        {"token_endpoint": "http://office.example/token"},
        {"jwks_uri": "http://office.example/keys"},
        {"userinfo_endpoint": "http://office.example/userinfo"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_description_that_leads_astray_is_refused(change: dict[str, Any]) -> None:
    honest = IdentityProviderStandIn(issuer="https://office.example")
    assert read_metadata(honest.described(), issuer=honest.issuer).issuer == honest.issuer
    honest.metadata = change
    with pytest.raises(ProviderRefused):
        read_metadata(honest.described(), issuer="https://office.example")
