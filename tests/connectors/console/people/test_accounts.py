"""Accounts and sessions, as an admin keeps them."""

from html import unescape
from typing import Any

import pytest

from chassis.staff import Person, Role
from connectors.console.bootstrap import Console
from tests.connectors.console.browsing import sign_in, stranger
from tests.standins.console import StaffBrowser, open_session, signed_in

pytestmark = pytest.mark.anyio

PASSWORD = "山上的云今天特别特别白"
NEW: dict[str, Any] = {"account": "chen", "name": "陈工", "password": PASSWORD, "roles": ["editor", "agent"]}


async def add(browser: StaffBrowser, **changes: Any) -> int:
    return (await browser.post("/desk/accounts", **{**NEW, **changes})).status_code


async def test_admin_makes_an_account_that_can_sign_in(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        made = await admin.post("/desk/accounts", **NEW)
        assert made.headers["location"] == "/desk/accounts?said=people.added"
        listed = (await admin.get("/desk/accounts")).text
        assert "还没换初始密码" in listed
        assert PASSWORD not in listed
    async with stranger(console) as http:
        assert (await sign_in(http, "chen", PASSWORD)).status_code == 303
    assert console.accounts.get("chen").roles == {Role.EDITOR, Role.AGENT}


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"account": "li"}, 409, "已经有人用了"),
        ({"account": "陈"}, 422, "账号只能用字母"),
        ({"account": "../x"}, 422, "账号只能用字母"),
        ({"name": " "}, 422, "姓名要写"),
        ({"roles": []}, 422, "角色至少选一个"),
        ({"password": "short"}, 422, "密码要有 10"),
        ({"roles": ["chief"]}, 422, "roles"),
    ],
)
async def test_what_is_not_fit_for_an_account_is_said(
    console: Console, changes: dict[str, Any], status: int, words: str
) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        refused = await admin.post("/desk/accounts", **{**NEW, **changes})
        assert (refused.status_code, words in refused.text) == (status, True)


async def test_change_of_roles_and_a_stop_hold_at_the_next_request(console: Console) -> None:
    secret = open_session(console, Role.VIEWER, account="chen")
    async with signed_in(console, Role.ADMIN) as admin, stranger(console) as http:
        http.cookies.set("civicdesk_session", secret, domain="127.0.0.1", path="/desk")
        assert (await http.get("/desk/accounts")).status_code == 403
        known = console.accounts.get("chen")
        stopped = await admin.post("/desk/accounts/chen", revision=known.revision, disabled="yes")
        assert stopped.headers["location"] == "/desk/accounts/chen?said=people.changed"
        assert (await http.get("/desk/")).status_code == 401


async def test_second_of_two_admins_is_told_that_the_first_was_quicker(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        await add(admin)
        for name, status in (("陈科长", 303), ("陈主任", 409)):
            changed = await admin.post("/desk/accounts/chen", revision=1, name=name, roles=["editor"])
            assert changed.status_code == status
        assert "别人刚刚改过" in changed.text
        assert console.accounts.get("chen").name == "陈科长"


async def test_nobody_takes_the_keys_from_themselves_and_the_last_admin_stays(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        own = console.accounts.get("li")
        refused = await admin.post("/desk/accounts/li", revision=own.revision, disabled="yes")
        assert (refused.status_code, "不能停用自己的账号" in refused.text) == (409, True)
        await add(admin, roles=["admin"])
    command = Person("command", "命令行", frozenset())
    for account in ("chen", "li"):
        known = console.accounts.get(account)
        change: dict[str, Any] = {
            "name": known.name,
            "roles": known.roles,
            "disabled": True,
            "revision": known.revision,
        }
        if account == "chen":
            console.accounts.change(account, by=command, **change)
        else:
            with pytest.raises(Exception, match="li"):
                console.accounts.change(account, by=command, **change)
    assert not console.accounts.get("li").disabled


async def test_new_password_ends_all_sessions_of_the_account(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin, stranger(console) as http:
        await add(admin)
        await sign_in(http, "chen", PASSWORD)
        refused = await admin.post("/desk/accounts/chen/password", password="short")
        assert refused.status_code == 422
        assert '<details class="unfold plain" open>' in refused.text
        reset = await admin.post("/desk/accounts/chen/password", password="山上的云今天又不白了")
        assert "people.password_reset" in reset.headers["location"]
        assert (await http.get("/desk/password")).status_code == 401
        office = await admin.post("/desk/accounts/li/password", password="山上的云今天又不白了")
        assert "用单位登录" in office.text


async def test_admin_ends_one_session_or_all_of_an_account(console: Console) -> None:
    for device in range(3):
        open_session(console, Role.VIEWER, account="chen", name=f"陈{device}")
    async with signed_in(console, Role.ADMIN) as admin:
        one = console.sessions.live("chen")[0].id
        assert one in unescape((await admin.get("/desk/sessions")).text)
        await admin.post(f"/desk/sessions/{one}/end")
        assert len(console.sessions.live("chen")) == 2
        ended = await admin.post("/desk/accounts/chen/sessions/end")
        assert ended.headers["location"].endswith("said=people.ended")
        again = await admin.post("/desk/accounts/chen/sessions/end")
        assert again.headers["location"].endswith("said=people.nothing_ended")
        assert (await admin.get("/desk/accounts/nobody")).status_code == 404


async def test_everybody_sees_their_own_sessions_and_ends_the_others(console: Console) -> None:
    open_session(console, Role.VIEWER)
    async with signed_in(console, Role.VIEWER) as browser:
        assert (await browser.get("/desk/own-sessions")).text.count("<tr><td>") == 2
        await browser.post("/desk/own-sessions/end")
        assert len(console.sessions.live("li")) == 1
        assert (await browser.get("/desk/own-sessions")).status_code == 200
