"""One's own password, and the day to look at."""

import pytest

from chassis.staff import Person, Role
from connectors.console.bootstrap import Console
from tests.connectors.console.browsing import sign_in, stranger, token_in
from tests.standins.console import signed_in

pytestmark = pytest.mark.anyio

GIVEN = "别人给我的第一个密码"
OWN = "只有我自己知道的那句话"


@pytest.fixture
def console(console: Console) -> Console:
    operator = Person("command", "命令行", frozenset())
    console.accounts.add("li.gong", name="李工", roles=frozenset({Role.ADMIN}), password=GIVEN, by=operator)
    return console


async def test_first_password_has_to_be_changed_before_anything_else(console: Console) -> None:
    async with stranger(console) as http, stranger(console) as elsewhere:
        await sign_in(elsewhere, "li.gong", GIVEN)
        await sign_in(http, "li.gong", GIVEN)
        for path in ("/desk/", "/desk/accounts"):
            sent = await http.get(path)
            assert (sent.status_code, sent.headers["location"]) == (303, "/desk/password")
        page = await http.get("/desk/password")
        form = {"csrf_token": token_in(page), "old": GIVEN, "new": OWN, "again": OWN}
        changed = await http.post("/desk/password", data=form)
        assert changed.headers["location"] == "/desk/?said=entrance.password_changed"
        assert "密码换好了" in (await http.get(changed.headers["location"])).text
        assert (await http.get("/desk/accounts")).status_code == 200
        assert (await elsewhere.get("/desk/password")).status_code == 401
    async with stranger(console) as http:
        assert (await sign_in(http, "li.gong", GIVEN)).status_code == 422
        assert (await sign_in(http, "li.gong", OWN)).headers["location"] == "/desk/"


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", OWN, OWN, "原来的密码不对"),
        (GIVEN, OWN, OWN + "呀", "两次写的新密码不一样"),
        (GIVEN, "短", "短", "密码要有 10 到 200 个字符"),
        (GIVEN, "li.gong-2026-好", "li.gong-2026-好", "密码里不能有账号"),
        (GIVEN, "1234567890!", "1234567890!", "太容易猜到"),
        (GIVEN, GIVEN, GIVEN, "和原来的一样"),
    ],
)
async def test_unfit_password_is_refused_at_its_field(
    console: Console, old: str, new: str, again: str, words: str
) -> None:
    async with stranger(console) as http:
        await sign_in(http, "li.gong", GIVEN)
        page = await http.get("/desk/password")
        form = {"csrf_token": token_in(page), "old": old, "new": new, "again": again}
        refused = await http.post("/desk/password", data=form)
        assert refused.status_code == 422
        assert words in refused.text
        assert 'aria-invalid="true"' in refused.text


async def test_chosen_day_holds_on_every_page_until_today_is_chosen_again(console: Console) -> None:
    async with signed_in(console, Role.VIEWER) as browser:
        chosen = await browser.post("/desk/as-of", day="2025-12-31", back="/desk/own-sessions")
        assert chosen.headers["location"] == "/desk/own-sessions"
        assert "<strong>2025-12-31</strong>" in (await browser.get("/desk/own-sessions")).text
        await browser.post("/desk/as-of", day="2026-03-02", back="/desk/")
        assert "回到今天" not in (await browser.get("/desk/")).text
        wrong = await browser.post("/desk/as-of", day="gestern", back="https://evil.example")
        assert wrong.headers["location"] == "/desk/"


async def test_unknown_page_and_unexpected_form_are_explained_in_the_console(console: Console) -> None:
    async with signed_in(console, Role.VIEWER) as browser:
        missing = await browser.get("/desk/nothing/here")
        assert missing.status_code == 404
        assert "没有找到这一页" in missing.text
        assert "主导航" in missing.text
        assert "x-trace-id" in missing.headers
        part = await browser.get("/desk/nothing/here", htmx=True)
        assert part.text.startswith('<p class="notice red"')
