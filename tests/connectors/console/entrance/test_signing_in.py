"""Signing in with an account and a password, and out again."""

from pathlib import Path

import pytest

from chassis.staff import Person, Role
from connectors.console.bootstrap import Console
from connectors.console.visit import COOKIE
from tests.connectors.console.browsing import sign_in, stranger, token_in
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.console import build_test_console

pytestmark = pytest.mark.anyio

PASSWORD = "木棉花开在三月的路边"
OPERATOR = Person("command", "命令行", frozenset())


@pytest.fixture
def console(console: Console) -> Console:
    console.accounts.add(
        "li.gong",
        name="李工",
        roles=frozenset({Role.EDITOR}),
        password=PASSWORD,
        by=OPERATOR,
        must_change=False,
    )
    return console


async def test_whoever_is_not_signed_in_gets_the_page_to_sign_in_and_then_the_page_they_wanted(
    console: Console,
) -> None:
    async with stranger(console) as http:
        page = await http.get("/desk/own-sessions", params={"said": "people.ended"})
        assert (page.status_code, "<h1>登录</h1>" in page.text) == (401, True)
        assert 'value="/desk/own-sessions?said=people.ended"' in page.text
        entered = await sign_in(http, "li.gong", PASSWORD, next_path="/desk/own-sessions")
        assert (entered.status_code, entered.headers["location"]) == (303, "/desk/own-sessions")
        cookie = entered.headers["set-cookie"]
        assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/desk"))
        own = await http.get("/desk/own-sessions")
        assert own.status_code == 200
        assert "就是这里" in own.text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/desk/../x\\y", "/other", "/desk.evil.example"]
)
async def test_nobody_is_sent_to_another_site(console: Console, elsewhere: str) -> None:
    async with stranger(console) as http:
        entered = await sign_in(http, "li.gong", PASSWORD, next_path=elsewhere)
        assert entered.headers["location"] == "/desk/"


@pytest.mark.parametrize(
    ("account", "password"), [("li.gong", "wrong"), ("nobody", PASSWORD), ("", ""), ("li.gong", "")]
)
async def test_wrong_password_and_unknown_account_look_alike(
    console: Console, account: str, password: str
) -> None:
    async with stranger(console) as http:
        refused = await sign_in(http, account, password)
        assert refused.status_code == 422
        assert "账号或密码不对" in refused.text
        assert COOKIE not in http.cookies
        if password:
            assert password not in refused.text


async def test_form_of_another_site_signs_nobody_in(console: Console) -> None:
    async with stranger(console) as http:
        form = {"account": "li.gong", "password": PASSWORD}
        assert (await http.post("/desk/sign-in", data=form)).status_code == 403
        page = await http.get("/desk/sign-in")
        http.cookies.clear()
        planted = await http.post("/desk/sign-in", data={**form, "csrf_token": token_in(page)})
        assert planted.status_code == 403


async def test_guessing_is_held_back_and_the_right_password_waits_too(
    console: Console, clock: MovableClock
) -> None:
    async with stranger(console) as http:
        for _ in range(5):
            assert (await sign_in(http, "li.gong", "wrong")).status_code == 422
        held = await sign_in(http, "li.gong", PASSWORD)
        assert held.status_code == 429
        assert held.headers["retry-after"] == "901"
        assert "请等 16 分钟" in held.text
    async with stranger(console, address="203.0.113.7") as http:
        assert (await sign_in(http, "li.gong", PASSWORD)).status_code == 303
    clock.move(seconds=15 * 60 + 1)
    async with stranger(console) as http:
        assert (await sign_in(http, "li.gong", PASSWORD)).status_code == 303


async def test_session_ends_by_itself_when_idle_and_at_the_end_of_the_shift(
    console: Console, clock: MovableClock
) -> None:
    async with stranger(console) as http:
        await sign_in(http, "li.gong", PASSWORD)
        for _ in range(3):
            clock.move(seconds=59 * 60)
            assert (await http.get("/desk/")).status_code == 200
        clock.move(seconds=61 * 60)
        assert (await http.get("/desk/")).status_code == 401
        await sign_in(http, "li.gong", PASSWORD)
        for _ in range(12):
            clock.move(seconds=59 * 60)
            assert (await http.get("/desk/")).status_code == 200
        clock.move(seconds=59 * 60)
        assert (await http.get("/desk/")).status_code == 401


async def test_after_signing_out_the_cookie_opens_nothing(console: Console) -> None:
    async with stranger(console) as http:
        await sign_in(http, "li.gong", PASSWORD)
        secret = http.cookies[COOKIE]
        home = await http.get("/desk/")
        left = await http.post("/desk/sign-out", data={"csrf_token": token_in(home)})
        assert left.headers["location"] == "/desk/sign-in"
        again = await http.get("/desk/", headers={"Cookie": f"{COOKIE}={secret}"})
        assert again.status_code == 401


async def test_htmx_is_told_to_go_to_the_page_to_sign_in(console: Console) -> None:
    async with stranger(console) as http:
        headers = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1:8000/desk/trail?chain=console"}
        part = await http.get("/desk/own-sessions", headers=headers)
        assert part.status_code == 401
        assert part.headers["hx-redirect"] == "/desk/sign-in?next=%2Fdesk%2Ftrail%3Fchain%3Dconsole"


async def test_first_page_says_how_to_begin_while_there_is_no_account(
    console: Console, tmp_path: Path
) -> None:
    empty = build_test_console(tmp_path / "empty")
    async with stranger(empty) as http:
        assert "add-account --role admin" in (await http.get("/desk/sign-in")).text
        assert (await http.get("/desk/begun")).status_code == 404
    async with stranger(console) as http:
        assert "add-account" not in (await http.get("/desk/sign-in")).text
        assert (await http.get("/desk/begun")).status_code == 200


async def test_who_hammers_without_a_session_is_held_back(tmp_path: Path) -> None:
    console = build_test_console(tmp_path, requests_per_address_per_minute=3)
    async with stranger(console, address="203.0.113.9") as http:
        statuses = {(await http.get("/desk/")).status_code for _ in range(5)}
    assert statuses == {401, 429}
