"""The local provider as any OpenID Connect client meets it. PyJWT checks its tokens, not what made them."""

import base64
import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
import pytest
import yaml

from chassis.settings import ROOT
from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway, build
from connectors.identity.local_provider.grants import Grant, Grants
from connectors.identity.local_provider.identities import load_identities
from connectors.identity.local_provider.keys import signing_key
from connectors.identity.local_provider.page import choose_page
from connectors.identity.local_provider.provider import LocalProvider
from connectors.settings import GatewaySettings
from tests.connectors.citizen import client_for
from tests.standins.gateway import settings_for
from tests.standins.signing_in import query_of

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def provider(gateway: Gateway) -> LocalProvider:
    assert gateway.local_provider is not None
    return gateway.local_provider


@pytest.fixture
def described(http: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = http.get("/local-identity/.well-known/openid-configuration").json()
    return found


@pytest.fixture
def asked(provider: LocalProvider) -> dict[str, str]:
    """A request in order."""
    return {
        "client_id": provider.client_id,
        "redirect_uri": provider.redirect_uris[0],
        "response_type": "code",
        "scope": "openid profile phone",
        "state": "s-1",
        "nonce": "n-1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


class Client:
    """Asks as the gateway would, with whatever a test changes."""

    def __init__(self, http: httpx.Client, provider: LocalProvider, asked: dict[str, str]) -> None:
        self.http, self.provider, self.asked = http, provider, asked

    def choose(self, subject: str, **changed: str) -> httpx.Response:
        query = urlencode({**self.asked, **changed})
        return self.http.post(f"/local-identity/authorize?{query}", data={"subject": subject})

    def code(self, subject: str = "demo-chen", **changed: str) -> str:
        return query_of(self.choose(subject, **changed))["code"]

    def redeem(self, code: str, *, secret: str = "", **changed: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.asked["redirect_uri"],
            "code_verifier": VERIFIER,
            **changed,
        }
        known = (self.provider.client_id, secret or self.provider.client_secret)
        return self.http.post("/local-identity/token", data=form, auth=known)

    def about(self, token: str) -> httpx.Response:
        return self.http.get("/local-identity/userinfo", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def client(http: httpx.Client, provider: LocalProvider, asked: dict[str, str]) -> Client:
    return Client(http, provider, asked)


def test_description_names_endpoints_that_are_there(http: httpx.Client, described: dict[str, Any]) -> None:
    assert described["issuer"] == f"{http.base_url}/local-identity"
    assert http.get(described["jwks_uri"]).json()["keys"][0]["alg"] == "RS256"
    assert http.get(described["authorization_endpoint"]).status_code == 400
    assert http.post(described["token_endpoint"]).status_code == 401
    assert http.get(described["userinfo_endpoint"]).status_code == 401


def test_id_token_holds_for_an_independent_client(
    http: httpx.Client, described: dict[str, Any], client: Client
) -> None:
    tokens = client.redeem(client.code()).json()
    keys = jwt.PyJWKSet.from_dict(http.get(described["jwks_uri"]).json())
    key = keys[jwt.get_unverified_header(tokens["id_token"])["kid"]]
    claims = jwt.decode(
        tokens["id_token"],
        key,
        algorithms=["RS256"],
        issuer=described["issuer"],
        audience=client.provider.client_id,
        options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
    )
    half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert (claims["sub"], claims["nonce"]) == ("demo-chen", "n-1")
    assert claims["at_hash"] == base64.urlsafe_b64encode(half).rstrip(b"=").decode()
    assert tokens["token_type"] == "Bearer"


def test_key_set_shows_nothing_secret(http: httpx.Client, described: dict[str, Any]) -> None:
    assert set(http.get(described["jwks_uri"]).json()["keys"][0]) == {"kty", "n", "e", "kid", "use", "alg"}


def test_userinfo_says_what_the_scopes_allow(client: Client) -> None:
    everything = client.redeem(client.code()).json()["access_token"]
    little = client.redeem(client.code(scope="openid")).json()["access_token"]
    assert client.about(everything).json() == {
        "sub": "demo-chen",
        "name": "陈演示",
        "identity_number": "440104197805120005",
        "phone_number": "16000000001",
    }
    assert client.about(little).json() == {"sub": "demo-chen"}


def test_id_token_is_no_access_token(client: Client) -> None:
    assert client.about(client.redeem(client.code()).json()["id_token"]).status_code == 401
    assert client.about("a.b.c").status_code == 401
    assert client.http.get("/local-identity/userinfo").status_code == 401


def test_code_is_redeemed_once(client: Client) -> None:
    code = client.code()
    assert client.redeem(code).status_code == 200
    again = client.redeem(code)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


def test_code_is_good_for_a_minute() -> None:
    seconds = 0.0
    grants = Grants(now_seconds=lambda: seconds)
    grant = Grant("demo-chen", "http://here/", "n", CHALLENGE, frozenset({"openid"}))
    first, second = grants.issue(grant), grants.issue(grant)
    seconds = 59.0
    assert grants.redeem(first) == grant
    seconds = 60.0
    assert grants.redeem(second) is None


def test_codes_that_nobody_fetches_do_not_pile_up() -> None:
    grants = Grants()
    grant = Grant("demo-chen", "http://here/", "n", CHALLENGE, frozenset({"openid"}))
    codes = [grants.issue(grant) for _ in range(1001)]
    assert grants.redeem(codes[0]) is None
    assert grants.redeem(codes[1]) == grant


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "http://evil.example/"}, "invalid_grant"),
        ({"code": "made up"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"secret": "wrong"}, "invalid_client"),
    ],
)
def test_code_in_wrong_hands_gives_no_token(client: Client, changed: dict[str, str], error: str) -> None:
    refused = client.redeem(**{"code": client.code(), **changed})
    assert refused.json() == {"error": error}
    assert refused.headers["cache-control"] == "no-store"


def test_secret_may_come_in_the_form_too(client: Client) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": client.code(),
        "redirect_uri": client.asked["redirect_uri"],
        "code_verifier": VERIFIER,
        "client_id": client.provider.client_id,
        "client_secret": client.provider.client_secret,
    }
    assert client.http.post("/local-identity/token", data=form).status_code == 200
    assert (
        client.http.post("/local-identity/token", data=form, headers={"Authorization": "x"}).status_code
        == 401
    )


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "https://evil.example/",
        "http://127.0.0.1:9/sign-in/callback",
        "{own}/../elsewhere",
        "{own}?next=https://evil.example",
        "{own}#",
        "",
    ],
)
def test_browser_is_never_sent_to_elsewhere(client: Client, redirect_uri: str) -> None:
    changed = redirect_uri.replace("{own}", client.asked["redirect_uri"])
    query = urlencode({**client.asked, "redirect_uri": changed})
    for response in (
        client.http.get(f"/local-identity/authorize?{query}"),
        client.choose("demo-chen", redirect_uri=changed),
    ):
        assert response.status_code == 400
        assert "location" not in response.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
    ],
)
def test_request_out_of_order_is_sent_back_with_its_fault(
    client: Client, changed: dict[str, str], error: str
) -> None:
    query = urlencode({**client.asked, **changed})
    assert query_of(client.http.get(f"/local-identity/authorize?{query}"))["error"] == error
    assert client.choose("demo-chen", **changed).status_code == 400


def test_nobody_is_signed_in_who_is_not_on_the_page(client: Client) -> None:
    assert client.choose("demo-nobody").status_code == 400
    assert client.choose("demo-chen", client_id="another").status_code == 400
    assert query_of(client.choose(""))["error"] == "access_denied"


def test_page_says_that_it_is_a_demonstration_of_invented_people(client: Client) -> None:
    page = client.http.get(f"/local-identity/authorize?{urlencode(client.asked)}")
    assert "演示登录" in page.text
    assert "都是虚构的" in page.text
    assert page.text.count("演示数据") == len(client.provider.people) == page.text.count("演示</strong>")
    assert not any(person.identity_number in page.text for person in client.provider.people.values())
    origin = client.asked["redirect_uri"].removesuffix("/sign-in/callback")
    assert f"form-action 'self' {origin};" in page.headers["content-security-policy"]


def test_what_the_request_brings_stays_text() -> None:
    page = choose_page(list(load_identities().values()), query='state="><script>alert(1)</script>')
    assert "<script" not in page


def test_key_is_drawn_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "signing-key.json"
    first, second = signing_key(path), signing_key(path)
    assert first.as_dict(private=True) == second.as_dict(private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_same_people_as_in_the_back_office() -> None:
    """Who signs in here must be somebody whom the demonstration data of the back office knows."""
    seed = yaml.safe_load((ROOT / "actions/backoffice/seed/people.yml").read_text(encoding="utf-8"))["people"]
    fields = ("subject", "name", "identity_number", "phone")
    there = [tuple(person[field] for field in fields) for person in seed]
    here = [tuple(getattr(person, field) for field in fields) for person in load_identities().values()]
    assert here == there


def test_everybody_is_plainly_invented() -> None:
    for subject, person in load_identities().items():
        assert subject.startswith("demo-")
        assert person.name.endswith("演示")
        assert person.identity_number[14:17] == "000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Gateway]:
    """A gateway whose office has a provider of its own."""
    settings: GatewaySettings = settings_for(
        tmp_path, engine_port=9, neighbours_port=9, oidc_issuer="https://identity.example/realms/office"
    )
    gateway = build(settings)
    yield gateway
    gateway.database.dispose()


@pytest.mark.anyio
async def test_office_with_a_provider_of_its_own_has_no_demonstration(office: Gateway) -> None:
    assert office.local_provider is None
    assert office.sign_in.provider.issuer == "https://identity.example/realms/office"
    async with client_for(office) as http:
        for path in (".well-known/openid-configuration", "authorize", "jwks", "userinfo"):
            assert (await http.get(f"/local-identity/{path}")).status_code == 404
        assert (await http.post("/local-identity/token")).status_code == 404
    assert "/local-identity" not in str(create_gateway_app(office).openapi())
    await office.close()
