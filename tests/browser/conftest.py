"""A real Chromium in front of a real gateway whose engine is a stand-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from chassis.settings import ROOT
from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
SCREENSHOTS = ROOT / "var" / "screenshots"
PATIENCE_MS = 10_000


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Stopped with the module: while it runs, no other test can have an event loop."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def engine() -> RasaStandIn:
    return RasaStandIn()


@pytest.fixture
def gateway(tmp_path: Path, engine: RasaStandIn) -> Iterator[Gateway]:
    with served(engine.app) as engine_port, served(Neighbours().app) as neighbours_port:
        yield build_gateway(
            settings_for(
                tmp_path, engine_port=engine_port, neighbours_port=neighbours_port, engine_timeout_seconds=5.0
            )
        )


@pytest.fixture
def address(gateway: Gateway) -> Iterator[str]:
    with served(create_gateway_app(gateway)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def complaints() -> list[str]:
    """What the browser grumbled about: blocked by the policy, script errors, requests to elsewhere."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """The page on a phone, as a reader who has chosen Yuexiu."""
    yield from open_page(browser, address, complaints, viewport=PHONE)


def open_page(browser: Browser, address: str, complaints: list[str], **options: object) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    page.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append(sent.url))
    page.goto(address)
    yield page
    context.close()


def keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def ask(page: Page, text: str) -> None:
    page.get_by_label("您的问题").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()


def fits(page: Page) -> None:
    """Nothing is cut off, what is pressed is at least 44 px high, and no letters are under 16 px."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#view').scrollWidth <= innerWidth")
    pressed = "button, textarea, a.phone, a.wide, label.level"
    small = page.evaluate(
        """pressed => [...document.querySelectorAll(pressed)]
            .filter((node) => node.offsetParent && !node.classList.contains("chip"))
            .filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML)""",
        pressed,
    )
    assert small == []
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((node) => node.offsetParent)
            .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(sizes) >= 16
