"""Signing in on a phone: out of the chat, through the local provider, and back into the same conversation."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway
from tests.browser.conftest import PHONE, keep, open_page
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import free_port, served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.browser


@pytest.fixture
def neighbours() -> Neighbours:
    return Neighbours()


@pytest.fixture
def gateway(tmp_path: Path, engine: RasaStandIn, neighbours: Neighbours) -> Iterator[Gateway]:
    with served(engine.app) as engine_port, served(neighbours.app) as neighbours_port:
        yield build_gateway(
            settings_for(
                tmp_path,
                engine_port=engine_port,
                neighbours_port=neighbours_port,
                gateway_port=free_port(),
            )
        )


@pytest.fixture
def address(gateway: Gateway) -> Iterator[str]:
    with served(create_gateway_app(gateway), port=gateway.settings.gateway_port) as port:
        yield f"http://127.0.0.1:{port}"


def _ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()


def _go_to_sign_in(page: Page) -> None:
    _ask(page, "我的办件")
    page.get_by_role("button", name="登录", exact=True).click()


def _sign_in(page: Page) -> None:
    _go_to_sign_in(page)
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()


def _nothing_is_cut_off_or_too_small(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, a.wide")].filter((node) => node.offsetParent)
            .filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML)"""
    )
    assert small == []
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((node) => node.offsetParent)
            .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(sizes) >= 16


def test_citizen_signs_in_in_the_same_tab_and_goes_on(
    page: Page, engine: RasaStandIn, complaints: list[str], address: str
) -> None:
    _ask(page, "我的办件")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    expect(page.get_by_text("登录以后，会自动回到这次对话。")).to_be_visible()
    keep(page, "phone-sign-in")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="演示登录")).to_be_visible()
    expect(page.get_by_text("下面的人都是虚构的")).to_be_visible()
    keep(page, "phone-local-identity")
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()
    expect(page.locator(".mine .bubble").last).to_contain_text("我已登录")
    expect(page.locator(".from-us").last).to_contain_text("好的，已经登录。")
    keep(page, "phone-signed-in")
    assert len(page.context.pages) == 1
    assert page.url == f"{address}/"
    assert [received["message"] for received in engine.received] == ["我的办件", "/signed_in"]
    assert "citizen_token" in engine.received[1]["metadata"]
    assert engine.received[0]["sender"] == engine.received[1]["sender"]
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_disabled()
    assert complaints == []


def test_reload_stays_signed_in_and_announces_nothing_twice(page: Page, engine: RasaStandIn) -> None:
    _sign_in(page)
    expect(page.locator(".from-us").last).to_contain_text("好的，已经登录。")
    page.reload()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()
    expect(page.locator(".mine .bubble")).to_have_count(2)
    _ask(page, "再问一句")
    expect(page.locator(".from-us").last).to_contain_text("再问一句")
    assert len(engine.received) == 3
    assert "citizen_token" in engine.received[2]["metadata"]


def test_sign_out_leaves_nothing_on_the_screen(page: Page, engine: RasaStandIn) -> None:
    _sign_in(page)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("您已退出登录，这是新的对话")).to_be_visible()
    expect(page.get_by_text("已登录：陈**")).to_be_hidden()
    expect(page.locator(".mine .bubble")).to_have_count(0)
    page.reload()
    expect(page.locator(".mine .bubble")).to_have_count(0)
    _ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    assert engine.received[-1]["sender"] != engine.received[0]["sender"]
    assert "citizen_token" not in engine.received[-1]["metadata"]


def test_sign_in_that_has_ended_asks_for_another_and_shows_nothing_until_then(
    page: Page, gateway: Gateway, engine: RasaStandIn
) -> None:
    _sign_in(page)
    expect(page.locator(".from-us").last).to_contain_text("好的，已经登录。")
    gateway.sign_ins.end(engine.received[0]["sender"])
    _ask(page, "再问一句")
    expect(page.locator(".mine").last).to_contain_text("登录已经结束")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("登录已经结束")
    expect(page.locator(".mine .bubble")).to_have_count(0)
    page.get_by_role("button", name="重新登录").click()
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()
    expect(page.locator(".mine .bubble").first).to_contain_text("我的办件")


def test_citizen_who_changes_their_mind_is_back_in_the_conversation(page: Page, engine: RasaStandIn) -> None:
    _go_to_sign_in(page)
    page.get_by_role("button", name="不登录，回到对话").click()
    expect(page.get_by_role("alert")).to_contain_text("您取消了登录")
    keep(page, "phone-sign-in-cancelled")
    page.get_by_role("link", name="回到对话").click()
    expect(page.locator(".mine .bubble")).to_have_count(1)
    _ask(page, "再问一句")
    expect(page.locator(".from-us").last).to_contain_text("再问一句")
    assert "citizen_token" not in engine.received[1]["metadata"]


def test_failure_on_the_way_is_told_in_plain_words(page: Page, neighbours: Neighbours) -> None:
    _go_to_sign_in(page)
    neighbours.down = True
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_role("alert")).to_contain_text("办事系统暂时连不上")
    neighbours.down = False
    page.get_by_role("link", name="回到对话").click()
    expect(page.get_by_text("已登录：")).to_be_hidden()
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()


def test_second_tab_goes_on_with_the_new_token(page: Page, engine: RasaStandIn) -> None:
    _ask(page, "我的办件")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".mine .bubble")).to_have_count(1)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name=re.compile("^陈演示")).click()
    expect(page.get_by_text("已登录：陈**")).to_be_visible()
    _ask(other, "再问一句")
    expect(other.locator(".from-us").last).to_contain_text("再问一句")
    assert len({received["sender"] for received in engine.received}) == 1


def test_sign_in_and_out_work_by_keyboard(page: Page) -> None:
    _ask(page, "我的办件")
    page.get_by_role("button", name="登录", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^陈演示")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已登录：陈**")).to_be_visible()
    page.get_by_role("button", name="退出").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("您已退出登录")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_around_the_sign_in_fit(
    browser: Browser, address: str, complaints: list[str], width: int
) -> None:
    viewport = {**PHONE, "width": width}
    for page in open_page(browser, address, complaints, viewport=viewport, color_scheme="dark"):
        _go_to_sign_in(page)
        expect(page.get_by_role("heading", name="演示登录")).to_be_visible()
        _nothing_is_cut_off_or_too_small(page)
        keep(page, f"local-identity-{width}")
        page.get_by_role("button", name=re.compile("^陈演示")).click()
        expect(page.get_by_text("已登录：陈**")).to_be_visible()
        _nothing_is_cut_off_or_too_small(page)
        keep(page, f"signed-in-{width}")
        assert complaints == []
