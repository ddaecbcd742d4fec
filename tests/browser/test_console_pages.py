"""Every page of the console: reached by links, whole, by keyboard, on a phone, and clean by axe-core."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from chassis.staff import Role
from connectors.console.app import PREFIX, create_console
from connectors.console.bootstrap import Console
from connectors.console.visit import COOKIE
from tests.browser.conftest import PATIENCE_MS, PHONE, keep
from tests.standins.console import build_test_console, console_app, open_session
from tests.standins.knowledge_desk import knowledge_desk
from tests.standins.loopback import served

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
TEXT = """越秀新区图书馆服务办法

新图办〔2029〕3号

第一章 借书

第一条 读者每次可以借书十五册，借期三十天。

第二条 逾期的，每册每天交一角钱。
"""
NOT_BY_LINK = {"/desk/sign-in", "/desk/sign-in/office", "/desk/sign-in/callback"}
"""Before anybody is in."""


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    with knowledge_desk(folder, texts={"library.txt": TEXT}) as knowledge:
        yield build_test_console(tmp_path, knowledge=knowledge)


@pytest.fixture
def address(console: Console) -> Iterator[str]:
    with served(console_app(console)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def staff(browser: Browser, console: Console, address: str, complaints: list[str]) -> Iterator[Page]:
    """Somebody who may do everything, at a desk."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    secret = open_session(console, *Role)
    context.add_cookies([{"name": COOKIE, "value": secret, "url": f"{address}/desk"}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    page.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append(sent.url))
    yield page
    context.close()


class Routes:
    """Which route of the console an address belongs to."""

    def __init__(self, console: Console) -> None:
        paths: dict[str, Any] = create_console(console).openapi()["paths"]
        self.templates = [f"{PREFIX}{path}" for path, methods in paths.items() if "get" in methods]

    def of(self, path: str) -> str:
        """The template with the fewest names in it that fits."""
        fitting = [one for one in self.templates if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", one), path)]
        return min(fitting, key=lambda one: one.count("{"), default="")

    def plain(self) -> list[str]:
        return [one for one in self.templates if "{" not in one]


def test_every_page_is_reached_by_links_and_is_sound(
    staff: Page, console: Console, address: str, complaints: list[str]
) -> None:
    routes = Routes(console)
    found, seen, faults = ["/desk"], set[str](), list[str]()
    while found:
        path = found.pop(0)
        route = routes.of(path.partition("?")[0]) or path
        if route in seen:
            continue
        seen.add(route)
        faults += [f"{path}: {fault}" for fault in check(staff, address + path)]
        found += links_of(staff)
    secret = next(one["value"] for one in staff.context.cookies() if one["name"] == COOKIE)
    with httpx.Client(base_url=address, headers={"Cookie": f"{COOKIE}={secret}"}, trust_env=False) as http:
        pages = [route for route in routes.plain() if is_page(http, route)]
    missed = {page.rstrip("/") for page in pages} - {one.rstrip("/") for one in seen} - NOT_BY_LINK
    assert faults == []
    assert complaints == []
    assert missed == set()


def is_page(http: httpx.Client, path: str) -> bool:
    """Rather than a part of one, a file, or a way elsewhere."""
    response = http.get(path)
    return response.status_code == 200 and response.text.lstrip().startswith("<!doctype html>")


def links_of(page: Page) -> list[str]:
    """Pages below `/desk`; a link that gives a file is for pressing, not for reading."""
    links: list[str] = page.eval_on_selector_all(
        'a[href^="/desk"]:not([download])', "nodes => nodes.map((node) => node.getAttribute('href'))"
    )
    return [link.partition("#")[0] for link in links]


def check(page: Page, url: str) -> list[str]:
    try:
        answer = page.goto(url)
    except PlaywrightError as error:
        return [] if "Download is starting" in error.message else [error.message]
    if answer is None or answer.status != 200:
        return [f"status {answer.status if answer else 'none'}"]
    faults = []
    heading = page.locator("h1")
    if heading.count() != 1 or not page.title().startswith(heading.first.inner_text()):
        faults.append(f"{heading.count()} h1, title {page.title()!r}")
    if page.locator("a.skip[href='#main']").count() != 1 or page.locator("main#main").count() != 1:
        faults.append("no way past the navigation")
    faults += violations(page)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in violations(page, only="color-contrast")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append("wider than a phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    return faults


def violations(page: Page, *, only: str = "") -> list[str]:
    """`only`: one rule instead of all."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = [only]
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} at {[node['target'] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


def test_sign_in_page_is_sound_and_works_by_keyboard_alone(
    browser: Browser, console: Console, address: str
) -> None:
    open_session(console, Role.ADMIN)
    console.accounts.add(
        "chen",
        name="陈工",
        roles=frozenset({Role.ADMIN}),
        password="山上的云今天特别特别白",
        by=console.accounts.get("li").person,
        must_change=False,
    )
    context = browser.new_context(locale="zh-CN", viewport=PHONE)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{address}/desk/sign-in")
    assert violations(page) == []
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("chen")
    page.keyboard.press("Tab")
    page.keyboard.type("山上的云今天特别特别白")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("首页")
    keep(page, "console-phone")
    menu = page.get_by_role("button", name="菜单")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    keep(page, "console-phone-menu")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    context.close()


def test_forms_work_without_any_script(browser: Browser, console: Console, address: str) -> None:
    secret = open_session(console, Role.ADMIN)
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    context.add_cookies([{"name": COOKIE, "value": secret, "url": f"{address}/desk"}])
    page = context.new_page()
    page.goto(f"{address}/desk")
    page.get_by_label("按哪一天看").fill("2025-12-31")
    page.get_by_role("button", name="看这一天").click()
    expect(page.get_by_text("2025-12-31")).to_be_visible()
    page.goto(f"{address}/desk/accounts/new")
    page.get_by_label("账号", exact=False).first.fill("chen")
    page.get_by_label("姓名", exact=False).fill("陈工")
    page.get_by_label("编辑：").check()
    page.get_by_label("初始密码").fill("山上的云今天特别特别白")
    page.get_by_role("button", name="建账号").click()
    expect(page.get_by_role("status")).to_contain_text("账号建好了")
    keep(page, "console-accounts")
    context.close()
