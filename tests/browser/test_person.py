"""A person on the page: waiting for one, speaking with one, and what the office says unasked."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from actions.wire.notices import Notice
from chassis.clock import SystemClock
from connectors.bootstrap import Gateway
from connectors.notices import NoticeStore
from tests.browser.conftest import PHONE, ask, fits, keep, open_page
from tests.browser.scripted import Agent, ScriptedEngine, person_wanted
from tests.standins.rasa_engine import text_reply

pytestmark = pytest.mark.browser

POLLED_MS = 15_000


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.script = {
        "转人工": person_wanted(),
        "/leave_queue": text_reply("好的，不排队了。", topic="handoff"),
        "/handed_back": text_reply("我回来了，接着办刚才的事。", topic="handoff"),
    }
    return engine


@pytest.fixture
def agent(gateway: Gateway, address: str) -> Iterator[Agent]:
    agent = Agent.at(gateway, address)
    yield agent
    agent.http.close()


@pytest.fixture
def notify(gateway: Gateway, engine: ScriptedEngine) -> Callable[[int, str], None]:
    """What the back office has for the citizen arrives."""

    def take(number: int, text: str) -> None:
        conversation_id = engine.received[0]["sender"]
        notice = Notice(
            id=number, conversation_id=conversation_id, text=text, topic="review", at=datetime.now(UTC)
        )
        assert NoticeStore(gateway.database, SystemClock()).take(notice)
        gateway.hub.ring(conversation_id)

    return take


def _bar(page: Page) -> Locator:
    return page.get_by_role("region", name="谁在为您服务")


def _wait_in_the_queue(page: Page) -> None:
    ask(page, "转人工")
    expect(_bar(page)).to_contain_text("正在排队等工作人员")


def test_bar_says_the_place_and_the_wait_as_the_gateway_has_them(page: Page, agent: Agent) -> None:
    expect(_bar(page)).to_be_hidden()
    _wait_in_the_queue(page)
    expect(_bar(page)).to_contain_text("下一位就是您。有工作人员空着。")
    expect(page.get_by_text("已转人工，正在排队")).to_have_count(1)
    keep(page, "phone-queued")
    page.reload()
    expect(_bar(page)).to_contain_text("下一位就是您。有工作人员空着。")


def test_nobody_at_the_desk_is_said(page: Page) -> None:
    _wait_in_the_queue(page)
    expect(_bar(page)).to_contain_text("现在没有工作人员在线")


def test_change_of_the_place_is_shown_and_read_out(
    browser: Browser, page: Page, address: str, agent: Agent
) -> None:
    _wait_in_the_queue(page)
    for second in open_page(browser, address, [], viewport=PHONE):
        second.clock.install()
        _wait_in_the_queue(second)
        expect(_bar(second)).to_contain_text("前面还有 1 位。")
        agent.take_next()
        second.clock.fast_forward(21_000)
        expect(_bar(second)).to_contain_text("下一位就是您。")
        expect(second.locator("#news")).to_contain_text("下一位就是您。")


def test_queue_is_left_from_the_bar(page: Page, agent: Agent, engine: ScriptedEngine) -> None:
    _wait_in_the_queue(page)
    ask(page, "先问一句")
    expect(page.locator(".from-us").last).to_contain_text("您说的是：先问一句")
    leave = _bar(page).get_by_role("button", name="不等了")
    leave.focus()
    page.keyboard.press("Enter")
    expect(_bar(page)).to_be_hidden()
    expect(page.locator(".from-us").last).to_contain_text("好的，不排队了。")
    expect(page.get_by_role("log")).to_be_focused()
    assert engine.received[-1]["message"] == "/leave_queue"


def test_person_steps_in_speaks_and_hands_back(page: Page, agent: Agent, engine: ScriptedEngine) -> None:
    _wait_in_the_queue(page)
    talk = agent.take_next()
    expect(_bar(page)).to_contain_text("工作人员正在为您服务")
    expect(page.locator(".quick button").last).to_be_disabled()
    talk.say("您好，请问工资是从几月开始没发的？")
    row = page.locator(".by-agent")
    expect(row).to_contain_text("工作人员")
    expect(row).to_contain_text("从几月开始没发的")
    heard = len(engine.received)
    ask(page, "三月")
    expect(page.locator(".mine .bubble").last).to_contain_text("三月")
    expect(page.locator(".dots")).to_have_count(0)
    keep(page, "phone-person")
    page.reload()
    expect(_bar(page)).to_contain_text("工作人员正在为您服务")
    expect(page.locator(".by-agent")).to_have_count(1)
    assert len(engine.received) == heard
    talk.hand_back()
    expect(_bar(page)).to_be_hidden()
    expect(page.get_by_text("现在由办事通回答")).to_be_visible()
    expect(page.locator(".from-us").last).to_contain_text("我回来了，接着办刚才的事。")


def test_conversation_that_a_person_ended_gives_way_to_a_new_one(
    page: Page, agent: Agent, engine: ScriptedEngine
) -> None:
    _wait_in_the_queue(page)
    agent.take_next().close()
    expect(_bar(page)).to_contain_text("再发消息，会开始新的对话")
    ask(page, "还有一件事")
    expect(page.get_by_text("上次的对话已结束，这是新的对话")).to_be_visible()
    expect(page.locator(".from-us").last).to_contain_text("您说的是：还有一件事")
    expect(_bar(page)).to_be_hidden()
    assert engine.received[-1]["sender"] != engine.received[0]["sender"]


def test_new_conversation_is_not_begun_by_accident_while_one_waits(page: Page, agent: Agent) -> None:
    _wait_in_the_queue(page)
    page.get_by_role("button", name="新对话").click()
    dialog = page.get_by_role("dialog", name="要开始新的对话吗？")
    keep(page, "phone-leave-person")
    dialog.get_by_role("button", name="留在这里").click()
    expect(_bar(page)).to_be_visible()
    page.get_by_role("button", name="新对话").click()
    with page.expect_response("**/messages"):
        dialog.get_by_role("button", name="开始新的对话").click()
    expect(_bar(page)).to_be_hidden()
    expect(page.locator(".mine")).to_have_count(0)
    assert agent.http.get("/board").json()["waiting"] == []


def test_choice_of_another_district_loses_no_person(page: Page, agent: Agent) -> None:
    _wait_in_the_queue(page)
    page.locator("#district").click()
    page.get_by_role("dialog").get_by_role("button", name="深圳市龙华区").click()
    expect(page.get_by_text("这次对话不变")).to_be_visible()
    agent.take_next().say("您好")
    expect(page.locator(".by-agent")).to_contain_text("您好")


def test_person_is_heard_where_events_cannot_be_pushed(page: Page, agent: Agent) -> None:
    page.route("**/events", lambda route: route.abort())
    _wait_in_the_queue(page)
    talk = agent.take_next()
    talk.say("您好")
    expect(page.locator(".by-agent")).to_contain_text("您好", timeout=POLLED_MS)
    expect(_bar(page)).to_contain_text("工作人员正在为您服务")
    talk.say("还在吗？")
    expect(page.locator(".by-agent").last).to_contain_text("还在吗？", timeout=POLLED_MS)
    expect(page.locator(".by-agent")).to_have_count(2)


def test_notice_of_the_office_is_shown_once_and_named(page: Page, notify: Callable[[int, str], None]) -> None:
    ask(page, "你好")
    expect(page.locator(".from-us").last).to_contain_text("你好")
    notify(1, "您的评价有了答复：窗口加了一位工作人员。")
    notice = page.locator(".by-notice")
    expect(notice).to_contain_text("办事部门的通知")
    expect(notice).to_contain_text("窗口加了一位工作人员")
    keep(page, "phone-notice")
    page.reload()
    expect(notice).to_have_count(1)


def test_reader_who_has_scrolled_up_is_told_and_not_moved(
    page: Page, notify: Callable[[int, str], None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 400})
    for words in ("第一句", "第二句", "第三句"):
        ask(page, words)
        expect(page.locator(".from-us").last).to_contain_text(words)
    page.locator("#view").evaluate("node => { node.scrollTop = 0; }")
    notify(1, "您的评价有了答复。")
    newer = page.get_by_role("button", name="有新消息")
    expect(newer).to_be_visible()
    assert page.locator("#view").evaluate("node => node.scrollTop") == 0
    newer.click()
    expect(page.locator(".by-notice")).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_other_tab_shows_the_same_person(page: Page, agent: Agent) -> None:
    _wait_in_the_queue(page)
    other = page.context.new_page()
    other.goto(page.url)
    agent.take_next().say("您好")
    for one in (page, other):
        expect(_bar(one)).to_contain_text("工作人员正在为您服务")
        expect(one.locator(".by-agent")).to_have_count(1)


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (390, "200%"), (1280, "100%")])
def test_bar_and_people_fit(page: Page, agent: Agent, width: int, letters: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
    _wait_in_the_queue(page)
    fits(page)
    agent.take_next().say("您好，请把工资条和劳动合同的照片发给我看一下。")
    expect(page.locator(".by-agent")).to_be_visible()
    fits(page)
    keep(page, f"person-{width}-{letters.rstrip('%')}")
