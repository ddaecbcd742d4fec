"""好差评 on the page: the five official words, reasons to tick, and one review for the conversation."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ask, fits, keep
from tests.browser.scripted import LEVELS, REASONS, ScriptedEngine, reasons_to_tick, review_of_levels

pytestmark = pytest.mark.browser


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.script = {"我要评价": review_of_levels(LEVELS), "哪里不满意": reasons_to_tick()}
    return engine


def test_levels_are_the_official_words_in_their_order_with_stars_for_decoration(
    page: Page, engine: ScriptedEngine
) -> None:
    ask(page, "我要评价")
    group = page.get_by_role("group", name="满意程度")
    expect(group.get_by_role("button")).to_have_count(5)
    for place, words in enumerate(LEVELS):
        level = group.get_by_role("button").nth(place)
        expect(level).to_have_accessible_name(words)
        expect(level.locator(".stars")).to_have_attribute("aria-hidden", "true")
        assert level.locator(".stars").evaluate("node => node.firstChild.data") == "★" * (5 - place)
    expect(page.get_by_role("button", name="不评了")).to_be_visible()
    keep(page, "phone-levels")
    group.get_by_role("button", name="不满意", exact=True).click()
    expect(page.locator(".mine .bubble").last).to_contain_text("不满意")
    expect(page.locator(".from-us").last).to_contain_text("您说的是")
    expect(group.get_by_role("button").first).to_be_disabled()
    assert engine.received[-1]["message"] == "/answer_step"


def test_narrowed_question_offers_only_what_may_be_meant(page: Page, engine: ScriptedEngine) -> None:
    engine.script["太慢了"] = review_of_levels(LEVELS[3:])
    ask(page, "太慢了")
    names = page.get_by_role("group", name="满意程度").get_by_role("button").locator("> span:first-child")
    expect(names).to_have_text(LEVELS[3:])


def test_reasons_are_ticked_and_sent_as_one_message(page: Page, engine: ScriptedEngine) -> None:
    ask(page, "哪里不满意")
    form = page.locator(".several")
    expect(form.get_by_role("checkbox")).to_have_count(len(REASONS))
    expect(page.locator(".from-us .bubble").last).not_to_contain_text("1.")
    expect(page.get_by_role("button", name=REASONS[0])).to_have_count(0)
    expect(page.get_by_role("button", name="跳过")).to_be_visible()
    expect(form.get_by_role("button")).to_be_disabled()
    form.get_by_label(REASONS[2]).check()
    form.get_by_label(REASONS[0]).check()
    keep(page, "phone-reasons")
    form.get_by_role("button", name="选好了（2 项）").click()
    expect(page.locator(".mine .bubble").last).to_contain_text("1、3")
    expect(page.locator(".from-us").last).to_contain_text("您说的是")
    assert engine.received[-1]["message"] == "1、3"
    expect(form.get_by_role("checkbox").first).to_be_disabled()


def test_reasons_are_ticked_by_keyboard(page: Page, engine: ScriptedEngine) -> None:
    ask(page, "哪里不满意")
    page.locator(".several input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".from-us").last).to_contain_text("您说的是：1、2")
    assert engine.received[-1]["message"] == "1、2"


def test_second_review_of_a_conversation_is_told_and_shows_the_first(page: Page) -> None:
    ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    other = page.context.new_page()
    other.goto(page.url)
    for one, level in ((page, "满意"), (other, "不满意")):
        one.get_by_role("button", name="评价这次服务").click()
        one.get_by_role("radio", name=level, exact=True).check()
        one.get_by_role("button", name="提交评价").click()
        expect(one.get_by_role("dialog")).to_be_hidden()
        expect(one.locator("#reviewed")).to_contain_text("您的评价：满意")
    expect(other.locator("#reviewed")).to_contain_text("已经评价过了")
    keep(other, "phone-reviewed-before")


@pytest.mark.parametrize("width", [320, 1280])
def test_levels_and_reasons_fit(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    for words in ("我要评价", "哪里不满意"):
        ask(page, words)
        expect(page.locator(".quick").last).to_be_visible()
        fits(page)
    page.get_by_role("button", name="评价这次服务").click()
    fits(page)
