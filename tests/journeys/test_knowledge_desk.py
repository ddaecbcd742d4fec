"""Staff bring in a plan and its changed version; citizens see the new figure, and then the old one again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE, SCREENSHOTS
from tests.journeys.conftest import OFFICIAL_TEXTS, Stack
from tests.journeys.desk_staff import Colleague
from tests.knowledge_base.publish.word_files import as_docx

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.official,
    pytest.mark.timeout(1500),
]

PLAN = "yuexiu-hrss-14fyp"
POINT = "yuexiu.fast-track.pension-transfer"
CHANGES = {"94.13": "94.50", "15个工作日": "12个工作日", "19条劳动保障": "20条劳动保障"}
FIGURES = [["94.13", "94.50"], ["15个工作日", "12个工作日"], ["19条", "20条"]]
QUESTION = "越秀城镇职工基本养老保险关系转移接续要几天办好"
LONG_MS = 120_000
"""A plan is read, or put into the indexes."""
CHECK_MS = 600_000
"""Some hundred questions are asked twice."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def plan() -> Path:
    path = OFFICIAL_TEXTS / f"{PLAN}.txt"
    if not path.is_file():
        pytest.skip(f"the official text is not here: {path} (set CIVICDESK_OFFICIAL_TEXTS to its folder)")
    return path


def test_a_changed_plan_goes_all_the_way_to_the_citizen_and_back(
    browser: Browser, stack: Stack, plan: Path, tmp_path: Path
) -> None:
    word_file = tmp_path / f"{PLAN}.docx"
    word_file.write_bytes(as_docx(plan.read_text(encoding="utf-8"), CHANGES))
    editor = Colleague.arrives(browser, stack, "林编辑", "editor")
    approver = Colleague.arrives(browser, stack, "陈审核", "publisher")
    publisher = Colleague.arrives(browser, stack, "何发布", "publisher")

    take_out(editor, approver)
    first = load(editor, plan, "desk-1-plan")
    approve(editor, approver, first)
    publish(approver, first, "第一次收入官方文本，还没有旧文本可比。")
    ask(browser, stack, "15个工作日", "desk-2-before")

    second = load(editor, word_file, "desk-3-word-file")
    see_the_three_figures(editor)
    see_what_changes(editor, second)
    approve(editor, approver, second)
    be_refused_by_the_gate(approver, second)
    publish(publisher, second, "新版改了三处数字，要点今天跟着改。")
    keep(publisher.page, "desk-7-published")
    ask(browser, stack, "12个工作日", "desk-8-after")

    undo(publisher, second)
    ask(browser, stack, "15个工作日", "desk-10-again")
    undo(publisher, first)


def test_a_viewer_looks_and_changes_nothing(browser: Browser, stack: Stack) -> None:
    viewer = Colleague.arrives(browser, stack, "周查看", "viewer")
    viewer.opens("/desk/loads")
    expect(viewer.heading()).to_have_text("载入文件")
    expect(viewer.page.get_by_role("button", name="载入", exact=True)).to_have_count(0)
    viewer.opens(f"/desk/points/{PLAN}/{POINT}/edit")
    viewer.is_refused("您的账号没有")
    keep(viewer.page, "desk-11-viewer")


def take_out(editor: Colleague, approver: Colleague) -> None:
    """A point of our own words stands before the official text that says the same."""
    address = f"/desk/points/{PLAN}/{POINT}"
    editor.opens(address)
    editor.unfolds("停用这一条")
    editor.page.get_by_label("停用的理由").fill("改由官方原文回答。")
    editor.presses("提出停用")
    editor.is_told("已提出停用")
    approver.opens(address)
    approver.presses("批准，马上生效")
    approver.is_told("已批准")


def load(editor: Colleague, path: Path, picture: str) -> str:
    """The address of the proposal that comes of it."""
    editor.opens("/desk/loads")
    editor.page.get_by_label(re.compile("^文件（")).set_input_files(path)
    editor.presses("载入")
    draft = editor.page.get_by_role("button", name="成为草稿", exact=True)
    expect(draft).to_be_visible(timeout=LONG_MS)
    keep(editor.page, picture)
    draft.click()
    editor.is_told("已经成为草稿")
    return editor.path()


def see_the_three_figures(editor: Colleague) -> None:
    editor.follows("对照各版，看改了什么")
    editor.presses("看改了什么")
    expect(editor.heading()).to_contain_text("改了什么")
    found = [row[-2:] for row in editor.rows_of("改动的数字")]
    assert sorted(found) == sorted(FIGURES)
    keep(editor.page, "desk-4-figures")


def see_what_changes(editor: Colleague, proposal: str) -> None:
    editor.opens(proposal)
    editor.follows("核对改动的影响")
    editor.presses("开始核对")
    expect(editor.page.get_by_role("alert").filter(has_text="没有达到底线")).to_be_visible(timeout=CHECK_MS)
    broken = editor.page.locator("article.question-result")
    expect(broken.filter(has_text="94.13").first).to_contain_text("要点里的数字在新文本里没有了")
    keep(editor.page, "desk-5-broken", whole=True)
    editor.page.get_by_label("只看").select_option(label="有变化")
    editor.presses("查看")
    changed = editor.page.locator("article.question-result").filter(has_text=QUESTION)
    expect(changed.get_by_role("region", name="原来的回答")).to_contain_text("15个工作日")
    expect(changed.get_by_role("region", name="现在的回答")).to_contain_text("12个工作日")
    changed.scroll_into_view_if_needed()
    keep(editor.page, "desk-5-changed")


def approve(editor: Colleague, approver: Colleague, proposal: str) -> None:
    editor.opens(proposal)
    editor.presses("送审")
    editor.is_told("已送审")
    expect(editor.page.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    approver.opens(proposal)
    approver.presses("批准")
    approver.is_told("已批准")


def be_refused_by_the_gate(publisher: Colleague, proposal: str) -> None:
    """What is no reason, the browser lets through and the service does not."""
    fill_in_reason(publisher, proposal, "　")
    publisher.presses("写明原因并发布")
    publisher.is_refused("检查没有通过")
    keep(publisher.page, "desk-6-refused")


def publish(publisher: Colleague, proposal: str, reason: str) -> None:
    fill_in_reason(publisher, proposal, reason)
    publisher.presses("写明原因并发布")
    publisher.is_told("已发布", within_ms=LONG_MS)


def fill_in_reason(publisher: Colleague, proposal: str, reason: str) -> None:
    publisher.opens(proposal)
    publisher.unfolds("检查没有通过，仍然现在发布")
    publisher.page.get_by_label("为什么仍然发布").fill(reason)


def undo(publisher: Colleague, proposal: str) -> None:
    publisher.opens(proposal)
    publisher.unfolds("撤销发布")
    publisher.presses("确认撤销发布")
    publisher.is_told("已撤销发布", within_ms=LONG_MS)
    keep(publisher.page, "desk-9-undone")


def ask(browser: Browser, stack: Stack, figure: str, picture: str) -> None:
    """On the citizens' page; the source that opens says the same figure."""
    context = browser.new_context(locale="zh-CN", viewport=PHONE, device_scale_factor=2)
    context.set_default_timeout(LONG_MS)
    page = context.new_page()
    page.goto(stack.url)
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    chip = page.locator(".from-us .chip").first
    expect(chip).to_be_visible(timeout=LONG_MS)
    answer = page.locator(".from-us .bubble").last
    expect(answer).to_contain_text(figure)
    for other in {"12个工作日", "15个工作日"} - {figure}:
        expect(answer).not_to_contain_text(other)
    keep(page, picture)
    chip.click()
    expect(page.get_by_role("dialog")).to_contain_text(figure)
    keep(page, f"{picture}-source")
    context.close()


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"journey-{name}.png", full_page=whole)
