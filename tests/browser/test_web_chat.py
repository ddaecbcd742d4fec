import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from chassis.clock import OFFICE_ZONE
from connectors.bootstrap import Gateway
from connectors.models import ConversationState
from tests.browser.conftest import PHONE, keep, open_page
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.browser

QUESTION = "失业登记要多久"


def _ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()


def _answered(page: Page) -> None:
    expect(page.locator(".from-us .chip").first).to_be_visible()


def test_first_sight_offers_districts_and_questions(page: Page, complaints: list[str]) -> None:
    expect(page.get_by_text("您好，我是办事通")).to_be_visible()
    expect(page.get_by_role("button", name="在越秀办失业登记要多久")).to_be_visible()
    keep(page, "phone-welcome")
    page.locator("#first-districts").get_by_role("button", name="深圳市龙华区").click()
    expect(page.locator("#district")).to_contain_text("龙华区")
    expect(page.get_by_role("button", name="在越秀办失业登记要多久")).to_be_hidden()
    expect(page.get_by_role("button", name="龙华怎么帮高校毕业生就业")).to_be_visible()
    page.reload()
    expect(page.locator("#district")).to_contain_text("龙华区")
    assert complaints == []


def test_question_is_answered_and_its_source_opens(page: Page, complaints: list[str]) -> None:
    _ask(page, QUESTION)
    _answered(page)
    bubble = page.locator(".from-us .bubble").last
    expect(bubble).to_contain_text("2个工作日办好")
    for warning in ("文件已失效", "规划期已结束", "规划内容，不是办事依据"):
        expect(bubble).to_contain_text(warning)
    keep(page, "phone-answer")
    page.locator(".chip", has_text="2").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    for words in ("政策要点", "原文摘录", "示府办〔2021〕1号", "专栏6", "广州市越秀区", "已失效"):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator(".chosen")).to_contain_text("示例区人才规划")
    keep(page, "phone-source")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator(".chip", has_text="2")).to_be_focused()
    assert complaints == []


def test_everything_works_by_keyboard(page: Page) -> None:
    box = page.get_by_label("您的问题")
    box.focus()
    page.keyboard.type("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type(QUESTION)
    assert box.input_value() == f"第一行\n{QUESTION}"
    page.keyboard.press("Enter")
    _answered(page)
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".chip").first).to_be_focused()
    page.locator("body").evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"district", "renew", "text", "chip", "sources", "open-review"} <= reached


def test_waiting_is_shown_and_spoken(page: Page, engine: RasaStandIn) -> None:
    engine.delay_seconds = 1.0
    _ask(page, QUESTION)
    expect(page.locator(".dots")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text("正在查找…")
    keep(page, "phone-waiting")
    _answered(page)
    expect(page.locator(".dots")).to_have_count(0)


def test_quick_reply_is_sent_by_its_title_and_then_retired(page: Page, engine: RasaStandIn) -> None:
    _ask(page, "哪个区")
    page.locator(".quick").get_by_role("button", name="龙华区").click()
    expect(page.locator(".mine .bubble").last).to_contain_text("龙华区")
    expect(page.locator(".from-us").last).to_contain_text("好的")
    expect(page.locator(".quick button").first).to_be_disabled()
    assert engine.received[-1]["message"] == '/choose_region{"region": "440309"}'


def test_conversation_comes_back_after_a_reload(page: Page, engine: RasaStandIn) -> None:
    _ask(page, QUESTION)
    _answered(page)
    page.reload()
    _answered(page)
    expect(page.locator(".mine .bubble")).to_have_count(1)
    expect(page.locator(".from-us .sources")).to_have_count(1)
    _ask(page, "再问一句")
    expect(page.locator(".from-us").last).to_contain_text("再问一句")
    assert engine.received[0]["sender"] == engine.received[1]["sender"]


def test_old_conversation_comes_back_under_its_own_time(page: Page) -> None:
    _ask(page, QUESTION)
    _answered(page)
    said = page.locator("time.moment").get_attribute("datetime") or ""
    page.clock.set_fixed_time(datetime.now(OFFICE_ZONE) + timedelta(hours=3))
    page.reload()
    _answered(page)
    expect(page.locator("time.moment")).to_have_count(1)
    restored = page.locator("time.moment").get_attribute("datetime") or ""
    assert abs(datetime.fromisoformat(restored) - datetime.fromisoformat(said)) < timedelta(minutes=1)
    _ask(page, "三小时后")
    expect(page.locator("time.moment")).to_have_count(2)


def test_reload_while_waiting_still_brings_the_answer(page: Page, engine: RasaStandIn) -> None:
    engine.delay_seconds = 1.0
    _ask(page, QUESTION)
    expect(page.locator(".dots")).to_be_visible()
    page.wait_for_timeout(300)
    page.reload()
    _answered(page)
    expect(page.locator(".mine .bubble")).to_have_count(1)
    assert len(engine.received) == 1


def test_failed_answer_can_be_asked_for_again(page: Page, engine: RasaStandIn) -> None:
    engine.mode = "action_failed"
    _ask(page, QUESTION)
    expect(page.locator(".from-us").last).to_contain_text("12345")
    keep(page, "phone-failed")
    engine.mode = "answer"
    page.get_by_role("button", name="重新发送").click()
    _answered(page)
    expect(page.get_by_role("button", name="重新发送")).to_have_count(0)
    expect(page.locator(".mine .bubble")).to_have_count(1)


def test_unsent_message_is_marked_and_sent_again_under_the_same_id(page: Page, engine: RasaStandIn) -> None:
    _ask(page, "先说一句")
    expect(page.locator(".from-us").last).to_contain_text("先说一句")
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append((request.post_data_json or {})["client_message_id"])

    page.on("request", note)
    page.context.set_offline(True)
    _ask(page, QUESTION)
    expect(page.locator(".mine").last).to_contain_text("没有发出去")
    keep(page, "phone-offline")
    page.context.set_offline(False)
    page.get_by_role("button", name="重新发送").click()
    _answered(page)
    assert len(sent) == 2
    assert len(set(sent)) == 1


def test_conversation_that_is_gone_gives_way_to_a_new_one(page: Page) -> None:
    page.evaluate("localStorage.setItem('civicdesk.conversation', JSON.stringify({id: 'x', token: 'y'}))")
    page.reload()
    _ask(page, QUESTION)
    _answered(page)


def test_change_of_district_starts_a_new_conversation(page: Page, engine: RasaStandIn) -> None:
    _ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    page.locator("#district").click()
    page.get_by_role("dialog").get_by_role("button", name="深圳市龙华区").click()
    expect(page.get_by_text("接下来按深圳市龙华区回答")).to_be_visible()
    _ask(page, "再来")
    expect(page.locator(".from-us").last).to_contain_text("再来")
    assert engine.received[1]["metadata"]["region"] == "440309"
    assert engine.received[0]["sender"] != engine.received[1]["sender"]


def test_review_is_given_once(page: Page) -> None:
    _ask(page, QUESTION)
    _answered(page)
    page.get_by_role("button", name="评价这次服务").click()
    page.get_by_label("基本满意").check()
    page.get_by_label("想说的话（可不填）").fill("还行")
    keep(page, "phone-review")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("您的评价：基本满意")).to_be_visible()
    page.reload()
    expect(page.get_by_text("您的评价：基本满意")).to_be_visible()


def test_text_over_the_limit_is_counted_and_held_back(page: Page) -> None:
    box = page.get_by_label("您的问题")
    box.fill("问" * 950)
    expect(page.locator("#counter")).to_have_text("还可以写 50 个字")
    box.fill("问" * 1003)
    expect(page.locator("#counter")).to_have_text("超出 3 个字，请删短一些")
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_disabled()


def test_markup_in_words_stays_words(page: Page, complaints: list[str]) -> None:
    _ask(page, "<img src=x onerror=alert(1)><b>粗</b>")
    expect(page.locator(".from-us").last).to_contain_text("<img src=x onerror=alert(1)><b>粗</b>")
    assert page.locator("#log img, #log b").count() == 0
    assert complaints == []


def test_contact_points_can_be_rung_and_samples_are_marked(page: Page) -> None:
    _ask(page, "转人工")
    card = page.locator(".card")
    expect(card.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    expect(card).to_contain_text("演示数据")
    keep(page, "phone-contacts")


def test_page_hears_that_a_person_has_stepped_in(page: Page, gateway: Gateway, engine: RasaStandIn) -> None:
    _ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    gateway.repository.change_state(
        engine.received[0]["sender"], expected=ConversationState.BOT, state=ConversationState.AGENT
    )
    _ask(page, "在吗")
    expect(page.get_by_text("工作人员已接入")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_cut_off_or_too_small(
    browser: Browser, address: str, complaints: list[str], width: int
) -> None:
    viewport = {"width": width, "height": 844}
    for page in open_page(browser, address, complaints, viewport=viewport):
        _ask(page, QUESTION)
        _answered(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.querySelector('#view').scrollWidth <= innerWidth")
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, textarea, a.phone, label.level")]
                .filter((node) => node.offsetParent && !node.classList.contains("chip"))
                .filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML)"""
        )
        assert small == []
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter((node) => node.offsetParent)
                .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
        )
        assert min(sizes) >= 16
        if width == 1280:
            keep(page, "desktop-answer")


def test_dark_scheme_and_still_dots_are_respected(
    browser: Browser, address: str, complaints: list[str], engine: RasaStandIn
) -> None:
    engine.delay_seconds = 0.5
    options = {"viewport": PHONE, "color_scheme": "dark", "reduced_motion": "reduce"}
    for page in open_page(browser, address, complaints, **options):
        _ask(page, QUESTION)
        assert (
            page.locator(".dots i").first.evaluate("node => getComputedStyle(node).animationName") == "none"
        )
        _answered(page)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 17, 17)"
        keep(page, "phone-dark")


def test_screen_reader_finds_its_way(page: Page) -> None:
    _ask(page, QUESTION)
    _answered(page)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.get_by_role("log").get_attribute("aria-live") == "polite"
    expect(page.get_by_role("button", name=re.compile("^依据 1：示例区人社服务"))).to_have_count(2)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, textarea, input")]
            .filter((node) => !(node.textContent.trim() || node.labels?.length || node.ariaLabel)).length"""
    )
    assert unnamed == 0


def test_description_of_the_api_works_without_the_internet(
    page: Page, address: str, complaints: list[str]
) -> None:
    page.goto(f"{address}/api/docs")
    described = page.request.get(f"{address}/api/openapi.json").json()["paths"].values()
    expect(page.locator("section")).to_have_count(sum(map(len, described)))
    expect(page.get_by_text("client_message_id").first).to_be_visible()
    keep(page, "desktop-api")
    assert complaints == []
