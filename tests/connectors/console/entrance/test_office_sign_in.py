"""Signing in with the office's own provider, which also says what somebody may do."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from chassis.staff import Person, Role
from connectors.console.bootstrap import Console
from connectors.console.visit import COOKIE
from tests.connectors.console.browsing import stranger
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins import signing_in
from tests.standins.console import build_test_console
from tests.standins.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProviderStandIn, fault
from tests.standins.loopback import served

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def served_provider() -> Iterator[IdentityProviderStandIn]:
    provider = IdentityProviderStandIn()
    with served(provider.app) as port:
        provider.issuer = f"http://127.0.0.1:{port}"
        yield provider


@pytest.fixture
def provider(served_provider: IdentityProviderStandIn) -> IdentityProviderStandIn:
    served_provider.failing = {}
    served_provider.claims = {}
    served_provider.userinfo = {
        "preferred_username": "wang.ce",
        "name": "王测试",
        "realm_access": {"roles": ["kb-writers", "lunch-club"]},
    }
    return served_provider


@pytest.fixture
def console(tmp_path: Path, clock: MovableClock, provider: IdentityProviderStandIn) -> Console:
    return build_test_console(
        tmp_path,
        clock=clock,
        staff_oidc_issuer=provider.issuer,
        staff_oidc_client_id=CLIENT_ID,
        staff_oidc_client_secret=CLIENT_SECRET,
        staff_oidc_role_claim="realm_access.roles",
        staff_oidc_role_map="kb-writers=editor, kb-heads=publisher",
    )


@pytest.fixture
async def http(console: Console) -> AsyncIterator[httpx.AsyncClient]:
    async with stranger(console) as browser:
        yield browser


async def come_back(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, **changes: str
) -> httpx.Response:
    left = await http.get("/desk/sign-in/office", params={"next": "/desk/own-sessions"})
    asked = signing_in.query_of(left)
    provider.nonce = asked["nonce"]
    answer = {"code": "c-1", "state": asked["state"], **changes}
    return await http.get("/desk/sign-in/callback", params=answer)


async def test_browser_is_sent_to_the_office_with_everything_that_ties_it_to_this_sign_in(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn
) -> None:
    assert "用单位账号登录" in (await http.get("/desk/sign-in")).text
    left = await http.get("/desk/sign-in/office")
    asked = signing_in.query_of(left)
    assert left.headers["location"].startswith(f"{provider.issuer}/authorize")
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/desk/sign-in/callback"
    assert asked["code_challenge_method"] == "S256"


async def test_person_comes_in_with_the_roles_of_the_claim_and_goes_on_where_they_wanted(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console
) -> None:
    entered = await come_back(http, provider)
    assert entered.headers["location"] == "/desk/own-sessions"
    assert "王测试" in (await http.get("/desk/own-sessions")).text
    assert console.accounts.get("wang.ce").roles == {Role.EDITOR}
    assert (await http.get("/desk/accounts")).status_code == 403


async def test_roles_are_those_of_the_latest_sign_in(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console
) -> None:
    await come_back(http, provider)
    provider.userinfo["realm_access"] = {"roles": ["kb-heads"]}
    await come_back(http, provider)
    known = console.accounts.get("wang.ce")
    assert (set(known.roles), known.revision) == ({Role.PUBLISHER}, 2)


async def test_nobody_comes_in_without_a_role_and_nobody_as_a_local_account(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console
) -> None:
    provider.userinfo["realm_access"] = {"roles": ["lunch-club"]}
    assert "还没有办事通的角色" in (await come_back(http, provider)).text
    provider.userinfo["realm_access"] = {"roles": ["kb-writers"]}
    operator = Person("command", "命令行", frozenset())
    console.accounts.add(
        "chief",
        name="主任",
        roles=frozenset({Role.ADMIN}),
        password="很长的一句话没有人知道",
        by=operator,
    )
    provider.userinfo["preferred_username"] = "chief"
    refused = await come_back(http, provider)
    assert (refused.status_code, "账号名在这里用不了" in refused.text) == (403, True)
    assert COOKIE not in http.cookies
    assert console.accounts.get("chief").roles == {Role.ADMIN}


async def test_disabled_person_stays_outside_whatever_the_office_says(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console
) -> None:
    await come_back(http, provider)
    known = console.accounts.get("wang.ce")
    console.accounts.change(
        "wang.ce",
        name=known.name,
        roles=known.roles,
        disabled=True,
        revision=known.revision,
        by=Person("zhao", "赵", frozenset()),
    )
    assert (await http.get("/desk/")).status_code == 401
    assert "已经停用" in (await come_back(http, provider)).text


@pytest.mark.parametrize(
    "changes", [{"state": "x"}, {"code": ""}, {"error": "access_denied"}, {"iss": "https://evil.example"}]
)
async def test_answer_that_does_not_fit_lets_nobody_in(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, changes: dict[str, str]
) -> None:
    refused = await come_back(http, provider, **changes)
    assert (refused.status_code, "单位登录没有成功" in refused.text) == (403, True)
    assert COOKIE not in http.cookies


async def test_answer_works_once_in_its_time_and_only_in_the_browser_that_began(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console, clock: MovableClock
) -> None:
    left = await http.get("/desk/sign-in/office")
    asked = signing_in.query_of(left)
    provider.nonce = asked["nonce"]
    answer = {"code": "c-1", "state": asked["state"]}
    async with stranger(console) as other:
        assert (await other.get("/desk/sign-in/callback", params=answer)).status_code == 403
    assert (await http.get("/desk/sign-in/callback", params=answer)).status_code == 303
    assert (await http.get("/desk/sign-in/callback", params=answer)).status_code == 403
    late = signing_in.query_of(await http.get("/desk/sign-in/office"))
    clock.move(seconds=601)
    answer = {"code": "c-1", "state": late["state"]}
    assert (await http.get("/desk/sign-in/callback", params=answer)).status_code == 403


@pytest.mark.parametrize(
    ("what", "words"), [("discovery", "暂时连不上"), ("token", "暂时连不上"), ("keys", "暂时连不上")]
)
async def test_provider_that_fails_is_explained_in_words_for_staff(
    http: httpx.AsyncClient, provider: IdentityProviderStandIn, console: Console, what: str, words: str
) -> None:
    provider.failing = {what: fault(503)}
    left = await http.get("/desk/sign-in/office")
    if what != "discovery":
        asked = signing_in.query_of(left)
        provider.nonce = asked["nonce"]
        left = await http.get("/desk/sign-in/callback", params={"code": "c", "state": asked["state"]})
    assert words in left.text
    assert "12345" not in left.text


async def test_office_without_a_provider_says_so(tmp_path: Path) -> None:
    async with stranger(build_test_console(tmp_path / "plain")) as http:
        assert "没有开通单位登录" in (await http.get("/desk/sign-in/office")).text
        assert "用单位账号登录" not in (await http.get("/desk/sign-in")).text
