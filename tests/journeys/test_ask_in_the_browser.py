"""A citizen asks on the page of the real stack and opens the source. Screenshots are kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE, SCREENSHOTS
from tests.journeys.conftest import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(1200)]

PATIENCE_MS = 20_000


@pytest.fixture
def page(stack: Stack) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport=PHONE, device_scale_factor=2, locale="zh-CN")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(stack.url)
        yield page
        browser.close()


def test_a_citizen_asks_and_opens_the_source(page: Page) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.get_by_role("textbox").fill("在越秀办失业登记要多久")
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    expect(log).to_contain_text("2个工作日", timeout=PATIENCE_MS)
    page.screenshot(path=SCREENSHOTS / "journey-answer.png")
    log.get_by_role("button", name="依据").first.click()
    source = page.get_by_role("dialog")
    expect(source).to_contain_text("越府办〔2021〕25号")
    expect(source).to_contain_text("专栏6")
    expect(source).to_contain_text("规划期已结束")
    page.screenshot(path=SCREENSHOTS / "journey-source.png")
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()


def test_the_page_asks_for_the_district_with_two_buttons(page: Page) -> None:
    page.get_by_role("textbox").fill("调解成功率目标是多少")
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    longhua = log.get_by_role("button", name="龙华")
    expect(longhua.first).to_be_visible(timeout=PATIENCE_MS)
    longhua.first.click()
    expect(log).to_contain_text("75%", timeout=PATIENCE_MS)
    expect(log).to_contain_text("失效")
    page.screenshot(path=SCREENSHOTS / "journey-district.png")
