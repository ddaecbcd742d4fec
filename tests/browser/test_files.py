"""Files on the page: how far one is, calling it off, what it is refused for, and fetching the office's."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, FileChooser, FilePayload, Page, expect

from actions.backoffice_calls import Caller
from actions.errors import FileRefused
from actions.wire.files import FileDownload, StoredFile
from connectors.bootstrap import Gateway
from tests.browser.conftest import PHONE, ask, fits, keep, open_page
from tests.browser.scripted import ScriptedEngine, file_to_fetch

pytestmark = pytest.mark.browser

DRAFT_ID = "d" * 32
DRAFT_NAME = "调解申请书（草稿）.docx"


@dataclass
class Office:
    """Keeps files in memory, once `open`; refuses all with the words of `refusal`, if there are any."""

    kept: list[StoredFile] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    refusal: str = ""
    closed: bool = False

    async def store_file(
        self, content: bytes, *, name: str, media_type: str, caller: Caller, key: str
    ) -> StoredFile:
        self.keys.append(key)
        while self.closed:  # noqa: ASYNC110 — the test opens it from another thread
            await asyncio.sleep(0.01)
        if self.refusal:
            raise FileRefused(name, message=self.refusal)
        file = StoredFile(
            id=uuid4().hex,
            name=name,
            media_type=media_type,
            bytes=len(content),
            created_at=datetime.now(UTC),
        )
        self.kept.append(file)
        return file

    async def files(self, caller: Caller) -> list[StoredFile]:
        return self.kept

    async def file(self, id_: str, *, caller: Caller) -> FileDownload:
        return FileDownload(content=b"draft", media_type="application/octet-stream", disposition="attachment")


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.script = {"写申请书": file_to_fetch(DRAFT_ID, name=DRAFT_NAME, size_bytes=38_211)}
    return engine


@pytest.fixture
def office(gateway: Gateway) -> Office:
    office = Office()
    gateway.files = replace(gateway.files, office=office, checking=office)
    return office


def _picture(name: str = "工资条.jpg") -> FilePayload:
    content = BytesIO()
    Image.new("RGB", (1200, 800), (40, 90, 160)).save(content, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


def _paper(name: str = "劳动合同.pdf", *, size_bytes: int = 300_000) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF" + b"0" * size_bytes}


def _choose(page: Page, *files: FilePayload) -> None:
    _chooser(page).set_files([*files])


def _chooser(page: Page) -> FileChooser:
    page.get_by_role("button", name="发文件").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选照片或文件").click()
    return chooser.value


def test_file_is_sent_and_the_assistant_hears_of_it(
    page: Page, engine: ScriptedEngine, office: Office, complaints: list[str]
) -> None:
    _choose(page, _picture())
    row = page.locator(".mine").last
    expect(row.locator("canvas")).to_have_attribute("aria-label", "照片的缩略图")
    expect(row).to_contain_text("工资条.jpg")
    expect(row).to_contain_text("KB")
    expect(page.locator(".from-us").last).to_contain_text("您说的是：/file_sent")
    expect(row.get_by_role("progressbar")).to_have_count(0)
    expect(page.locator("#news")).to_have_text("已发送：工资条.jpg")
    keep(page, "phone-file-sent")
    assert [file.name for file in office.kept] == ["工资条.jpg"]
    assert [received["message"] for received in engine.received] == ["/file_sent"]
    assert complaints == []


def test_several_files_are_announced_once(page: Page, engine: ScriptedEngine, office: Office) -> None:
    _choose(page, _picture("一.jpg"), _paper("二.pdf"), _paper("三.pdf"))
    expect(page.locator(".from-us").last).to_contain_text("您说的是：/file_sent")
    assert [file.name for file in office.kept] == ["一.jpg", "二.pdf", "三.pdf"]
    assert len(engine.received) == 1


def test_progress_is_shown_and_the_file_can_be_called_off(
    page: Page, engine: ScriptedEngine, office: Office
) -> None:
    office.closed = True
    _choose(page, _paper())
    row = page.locator(".mine").last
    expect(row.get_by_role("progressbar")).to_have_accessible_name("正在发送：劳动合同.pdf")
    expect(row).to_contain_text("正在检查")
    keep(page, "phone-file-sending")
    row.get_by_role("button", name="取消发送").click()
    expect(page.locator(".mine")).to_have_count(0)
    expect(page.locator("#news")).to_have_text("已取消发送：劳动合同.pdf")
    expect(page.get_by_role("button", name="发文件")).to_be_focused()
    office.closed = False
    assert engine.received == []


def test_refusal_is_told_in_the_words_of_the_office(
    page: Page, engine: ScriptedEngine, office: Office
) -> None:
    office.refusal = "这种文件收不了。可以传照片、PDF、Word（docx）和纯文本。"
    _choose(page, _paper("程序.exe"))
    expect(page.get_by_role("alert")).to_contain_text(office.refusal)
    expect(page.get_by_role("button", name="重新发送")).to_have_count(0)
    keep(page, "phone-file-refused")
    page.get_by_role("button", name="不发了").click()
    expect(page.locator(".mine")).to_have_count(0)
    assert engine.received == []


@pytest.mark.parametrize("megabytes", [15, 200])
def test_file_over_the_limit_is_refused_in_plain_words(
    page: Page, office: Office, tmp_path: Path, megabytes: int
) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    _chooser(page).set_files(large)
    expect(page.get_by_role("alert")).to_contain_text("超过 10 MB")
    assert office.kept == []


def test_file_goes_out_again_under_the_same_key(page: Page, engine: ScriptedEngine, office: Office) -> None:
    page.context.set_offline(True)
    _choose(page, _paper())
    expect(page.get_by_role("alert")).to_contain_text("网络不通")
    page.context.set_offline(False)
    page.get_by_role("button", name="重新发送").click()
    expect(page.locator(".from-us").last).to_contain_text("您说的是：/file_sent")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(office.kept) == 1
    assert len(engine.received) == 1


def test_sent_files_are_named_after_a_reload(page: Page, office: Office) -> None:
    _choose(page, _picture("一.jpg"), _paper("二.pdf"))
    expect(page.locator(".from-us").last).to_contain_text("您说的是：/file_sent")
    page.reload()
    expect(page.locator(".mine .file")).to_have_count(2)
    expect(page.locator(".mine .file-name")).to_have_text(["一.jpg", "二.pdf"])
    expect(page.locator(".mine")).to_have_count(1)


def test_files_are_sent_by_keyboard(page: Page, office: Office) -> None:
    dialog = page.get_by_role("dialog", name="发照片或文件")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="发文件").focus()
        page.keyboard.press("Enter")
        expect(dialog).to_contain_text("拍摄地点会先去掉")
        page.get_by_role("button", name="选照片或文件").focus()
        page.keyboard.press("Enter")
    assert chooser.value.is_multiple()
    chooser.value.set_files([_paper()])
    expect(dialog).to_be_hidden()
    expect(page.locator(".from-us").last).to_contain_text("您说的是：/file_sent")


@pytest.fixture
def touched(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    yield from open_page(browser, address, complaints, viewport=PHONE, has_touch=True, is_mobile=True)


def test_phone_offers_its_camera_and_a_desk_does_not(page: Page, touched: Page) -> None:
    camera = touched.locator("#photo")
    assert camera.get_attribute("capture") == "environment"
    assert camera.get_attribute("accept") == "image/*"
    touched.get_by_role("button", name="发文件").tap()
    with touched.expect_file_chooser():
        touched.get_by_role("button", name="拍照").tap()
    page.get_by_role("button", name="发文件").click()
    expect(page.get_by_role("button", name="选照片或文件")).to_be_visible()
    expect(page.get_by_role("button", name="拍照")).to_be_hidden()


def test_offered_file_is_fetched_under_its_name(page: Page, office: Office, tmp_path: Path) -> None:
    ask(page, "写申请书")
    bubble = page.locator(".from-us .bubble").last
    expect(bubble).to_contain_text(DRAFT_NAME)
    expect(bubble).to_contain_text("37 KB")
    keep(page, "phone-file-offered")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"下载：{DRAFT_NAME}").click()
    assert download.value.suggested_filename == DRAFT_NAME
    download.value.save_as(tmp_path / "draft")
    assert (tmp_path / "draft").read_bytes() == b"draft"
    expect(page.locator("#news")).to_have_text(f"已下载：{DRAFT_NAME}")


def test_file_that_cannot_be_fetched_says_so(page: Page, office: Office) -> None:
    ask(page, "写申请书")
    expect(page.get_by_role("button", name=f"下载：{DRAFT_NAME}")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name=f"下载：{DRAFT_NAME}").click()
    expect(page.get_by_role("alert")).to_contain_text("没有下载成功。网络不通")
    expect(page.get_by_role("button", name=f"下载：{DRAFT_NAME}")).to_be_enabled()


def test_files_fit_on_a_narrow_screen(page: Page, office: Office) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    long_name = "二〇二六年三月至六月工资发放明细以及加班记录扫描件最终版.pdf"
    office.refusal = "这个文件打不开，可能坏了。请重新导出一份再传。"
    _choose(page, _picture(), _paper(long_name))
    expect(page.get_by_role("alert")).to_have_count(2)
    fits(page)
    ask(page, "写申请书")
    expect(page.get_by_role("button", name=f"下载：{DRAFT_NAME}")).to_be_visible()
    fits(page)
    keep(page, "phone-320-files")
