"""“回答有误” below an answer: a sheet with the seven classes, thanks in the button's place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from connectors.bootstrap import Gateway
from tests.browser.conftest import ask, fits, keep
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.browser
QUESTION = "失业登记要多久"


@pytest.fixture
def neighbours() -> Neighbours:
    return Neighbours()


@pytest.fixture
def gateway(tmp_path: Path, engine: RasaStandIn, neighbours: Neighbours) -> Iterator[Gateway]:
    with served(engine.app) as engine_port, served(neighbours.app) as neighbours_port:
        yield build_gateway(settings_for(tmp_path, engine_port=engine_port, neighbours_port=neighbours_port))


def test_it_is_said_by_keyboard_and_thanked_for(
    page: Page, neighbours: Neighbours, complaints: list[str]
) -> None:
    ask(page, QUESTION)
    button = page.get_by_role("button", name="回答有误")
    expect(button).to_be_visible()
    fits(page)
    button.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="这条回答哪里有误？")
    expect(sheet.get_by_role("radio")).to_have_count(7)
    fits(page)
    keep(page, "phone-wrong-answer")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("Enter")
    sheet.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(sheet.get_by_role("radio", name="有一部分不对")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("窗口说是当场办好")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    thanks = page.locator(".thanks")
    expect(thanks).to_contain_text("收到了，谢谢您")
    expect(thanks).to_be_focused()
    expect(sheet).to_be_hidden()
    expect(button).to_have_count(0)
    keep(page, "phone-wrong-answer-thanks")
    [said] = neighbours.feedback.values()
    assert (said["kind"], said["comment"], said["trace_id"]) == ("partly_wrong", "窗口说是当场办好", "t")

    page.reload()
    page.get_by_role("button", name="回答有误").click()
    sheet.get_by_role("radio", name="说得不对", exact=True).check()
    sheet.get_by_role("button", name="告诉我们").click()
    expect(thanks).to_contain_text("已经反映过了")
    assert len(neighbours.feedback) == 1
    assert complaints == []


def test_what_could_not_be_told_is_kept_to_be_sent_again(page: Page, neighbours: Neighbours) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="回答有误").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="用的规定已经过时").check()
    neighbours.down = True
    sheet.get_by_role("button", name="告诉我们").click()
    expect(sheet.get_by_role("alert")).to_contain_text("暂时连不上")
    neighbours.down = False
    sheet.get_by_role("button", name="告诉我们").click()
    expect(page.locator(".thanks")).to_contain_text("收到了")


def test_what_rests_on_no_document_has_no_such_button(page: Page) -> None:
    ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    expect(page.get_by_role("button", name="回答有误")).to_have_count(0)
