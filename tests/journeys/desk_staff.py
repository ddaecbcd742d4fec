"""Staff at the console of the running stack, each in a browser of their own."""

import re
import subprocess
import sys
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from chassis.settings import ROOT
from tests.journeys.conftest import Stack

DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE_MS = 30_000
_FIRST = "窗外的雨下了一整夜还没有停"
_OWN = "楼下的猫今天又睡在车顶上"


@dataclass(frozen=True)
class Colleague:
    """Somebody who is signed in."""

    page: Page
    url: str

    @staticmethod
    def arrives(browser: Browser, stack: Stack, name: str, role: str) -> "Colleague":
        """With a new account, made by the command; its first password has to be changed."""
        account = f"{role}-{uuid4().hex[:8]}"
        _add_account(stack, account, name, role)
        context = browser.new_context(locale="zh-CN", viewport=DESK)
        context.set_default_timeout(PATIENCE_MS)
        colleague = Colleague(context.new_page(), stack.url)
        colleague._sign_in(account)
        return colleague

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def unfolds(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).first.click()

    def path(self) -> str:
        """Where this person is, without the notice of what was just done."""
        return self.page.url.removeprefix(self.url).partition("?")[0]

    def is_told(self, words: str, *, within_ms: int = PATIENCE_MS) -> None:
        notice = self.page.get_by_role("status").filter(has_text=words)
        expect(notice).to_be_visible(timeout=within_ms)

    def is_refused(self, words: str) -> None:
        expect(self.page.get_by_role("alert").filter(has_text=words)).to_be_visible(timeout=PATIENCE_MS)

    def rows_of(self, table: str) -> list[list[str]]:
        """Of the table whose caption begins so, without its header."""
        found = self.page.get_by_role("region", name=table).locator("tbody tr")
        expect(found.first).to_be_visible()
        return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in found.all()]

    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def _sign_in(self, account: str) -> None:
        self.opens("/desk")
        self.page.get_by_label("账号").fill(account)
        self.page.get_by_label("密码").fill(_FIRST)
        self.presses("登录")
        expect(self.heading()).to_have_text(re.compile("首页|换密码"), timeout=PATIENCE_MS)
        if self.heading().inner_text() == "换密码":
            self.page.get_by_label("原来的密码").fill(_FIRST)
            self.page.locator("#field-new").fill(_OWN)
            self.page.get_by_label("再写一次新密码").fill(_OWN)
            self.presses("换密码")
            expect(self.heading()).to_have_text("首页", timeout=PATIENCE_MS)


def _add_account(stack: Stack, account: str, name: str, role: str) -> None:
    command = [sys.executable, "-m", "connectors", "add-account", account, "--role", role, "--name", name]
    made = subprocess.run(
        command,
        cwd=ROOT,
        env=stack.environ,
        input=f"{_FIRST}\n",
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
