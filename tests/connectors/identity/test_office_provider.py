"""A gateway behind the office's own address and provider, with the office's names for things."""

from collections.abc import Iterator

import httpx
import pytest

from connectors.settings import GatewaySettings
from tests.standins import signing_in
from tests.standins.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProviderStandIn,
    fault,
)
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.signing_in import SigningIn

PUBLIC = "https://bst.example"


@pytest.fixture
def provider() -> Iterator[IdentityProviderStandIn]:
    provider = IdentityProviderStandIn(userinfo={"real_name": "王测试", "id_no": "44010419960125000X"})
    with served(provider.app) as port:
        provider.issuer = f"http://127.0.0.1:{port}"
        yield provider


@pytest.fixture
def settings(settings: GatewaySettings, provider: IdentityProviderStandIn) -> GatewaySettings:
    office = {
        "public_url": PUBLIC,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_scopes": "openid real_name",
        "oidc_name_claim": "real_name",
        "oidc_identity_number_claim": "id_no",
    }
    return GatewaySettings.model_validate({**settings.model_dump(), **office})


def _leave(citizen: SigningIn) -> httpx.Response:
    """As through the office's proxy: the browser speaks HTTPS, we do not."""
    opened = citizen.open()
    assert "Secure" in opened.headers["set-cookie"]
    return citizen.http.get(opened.json()["url"], headers=_cookie(opened))


def _cookie(opened: httpx.Response) -> dict[str, str]:
    return {"Cookie": opened.headers["set-cookie"].partition(";")[0]}


def _come_back(
    citizen: SigningIn, provider: IdentityProviderStandIn
) -> tuple[httpx.Response, dict[str, str]]:
    opened = citizen.open()
    sent = citizen.http.get(opened.json()["url"], headers=_cookie(opened))
    asked = signing_in.query_of(sent)
    provider.nonce = asked["nonce"]
    answer = {"code": "c-1", "state": asked["state"]}
    return citizen.http.get("/sign-in/callback", params=answer, headers=_cookie(opened)), _cookie(opened)


def test_browser_is_sent_to_the_office_and_back_to_its_public_address(
    citizen: SigningIn, provider: IdentityProviderStandIn
) -> None:
    sent = _leave(citizen)
    asked = signing_in.query_of(sent)
    assert sent.headers["location"].startswith(f"{provider.issuer}/authorize")
    assert asked["redirect_uri"] == f"{PUBLIC}/sign-in/callback"
    assert (asked["client_id"], asked["scope"]) == (CLIENT_ID, "openid real_name")


def test_citizen_is_known_by_the_claims_of_the_office(
    citizen: SigningIn, provider: IdentityProviderStandIn, neighbours: Neighbours
) -> None:
    back, cookie = _come_back(citizen, provider)
    assert back.status_code == 303, back.text
    headers = {"Authorization": f"Bearer {citizen.token}", **cookie}
    completed = citizen.http.post(f"{citizen.path}/sign-in/completion", headers=headers)
    assert completed.json()["signed_in"]["name"] == "王**"
    assert neighbours.people == [
        {"subject": "s-1", "name": "王测试", "identity_number": "44010419960125000X", "phone": ""}
    ]


@pytest.mark.parametrize(
    ("status", "text", "words"),
    [(503, "", "登录服务暂时连不上"), (200, "{}", "登录服务的答复有问题")],
)
def test_provider_that_fails_before_the_sign_in_is_explained_in_chinese(
    citizen: SigningIn, provider: IdentityProviderStandIn, status: int, text: str, words: str
) -> None:
    provider.failing = {"discovery": fault(status, text)}
    page = _leave(citizen)
    assert page.status_code in (502, 503)
    assert words in page.text
    assert "12345" in page.text


def test_provider_that_fails_after_the_sign_in_is_explained_in_chinese(
    citizen: SigningIn, provider: IdentityProviderStandIn, neighbours: Neighbours
) -> None:
    provider.failing = {"token": fault(500)}
    back, _ = _come_back(citizen, provider)
    assert back.status_code == 503
    assert "登录服务暂时连不上" in back.text
    assert neighbours.people == []


def test_provider_that_does_not_say_who_it_is_is_not_enough(
    citizen: SigningIn, provider: IdentityProviderStandIn, neighbours: Neighbours
) -> None:
    provider.userinfo = {}
    back, _ = _come_back(citizen, provider)
    assert back.status_code == 502
    assert "没有给出您的姓名和身份证号" in back.text
    assert neighbours.people == []
