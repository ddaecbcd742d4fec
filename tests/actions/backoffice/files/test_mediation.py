"""The draft of a request for mediation: what was told stands in it, what was not is left to a pen."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.actions.backoffice.counter import Counter

OURS = "conversation-1"
TOLD: dict[str, Any] = {
    "region": "440104",
    "applicant": "李阿姨",
    "phone": "13800138000",
    "employer": "演示数据餐饮有限公司",
    "employed_since": "2025-03-01",
    "claims": ["支付 2026 年 1 月至 3 月的工资 18000 元。", "支付未签合同的二倍工资。"],
    "facts": "约定月工资 6000 元。\n从 2026 年 1 月起没有发。",
}
LITTLE: dict[str, Any] = {
    "region": "440309",
    "employer": "某厂",
    "claims": ["支付工资。"],
    "facts": "没有发。",
}


def draft(counter: Counter, told: dict[str, Any], **options: Any) -> Any:
    return counter.post("/mediation-requests", told, conversation=OURS, **options)


def document(counter: Counter, told: dict[str, Any]) -> Any:
    stored = draft(counter, told).json()
    assert (stored["name"], stored["made"]) == ("劳动争议调解申请书（草稿）.docx", True)
    return Document(BytesIO(counter.get(f"/files/{stored['id']}", conversation=OURS).content))


def lines(written: Any) -> list[str]:
    return [paragraph.text for paragraph in written.paragraphs]


def cells(written: Any) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for table in written.tables for row in table.rows}


def test_what_was_told_stands_in_the_draft(counter: Counter) -> None:
    written = document(counter, TOLD)
    text = lines(written)
    assert "劳动争议调解申请书" in text
    assert "1. 支付 2026 年 1 月至 3 月的工资 18000 元。" in text
    assert "2. 支付未签合同的二倍工资。" in text
    assert "申请人于 2025年3月1日 入职被申请人处工作。" in text
    assert text.index("约定月工资 6000 元。") + 1 == text.index("从 2026 年 1 月起没有发。")
    filled = cells(written)
    assert (filled["姓名"], filled["联系电话"], filled["单位名称"], filled["所在地区"]) == (
        "李阿姨",
        "13800138000",
        "演示数据餐饮有限公司",
        "广州市越秀区",
    )


def test_what_was_not_told_is_left_blank(counter: Counter) -> None:
    written = document(counter, LITTLE)
    filled = cells(written)
    assert [filled[name] for name in ("姓名", "身份证号", "联系电话", "住址", "单位地址", "负责人")] == [
        ""
    ] * 6
    assert "申请人于 ______年____月____日 入职被申请人处工作。" in lines(written)


def test_the_draft_says_that_it_is_one(counter: Counter) -> None:
    written = document(counter, TOLD)
    assert written.paragraphs[0].text.startswith("草稿：")
    assert "逐项核对" in written.paragraphs[0].text
    assert "草稿" in written.sections[0].footer.paragraphs[0].text


def test_it_is_an_a4_page_in_chinese_fonts(counter: Counter) -> None:
    written = document(counter, TOLD)
    section = written.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = written.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert written.core_properties.author == "办事通"


def test_what_word_cannot_hold_is_left_out(counter: Counter) -> None:
    written = document(counter, LITTLE | {"facts": "没有\x0b发\x1b工资\ufffe。<b>&"})
    assert "没有发工资。<b>&" in lines(written)


def test_a_repeat_gives_the_same_draft(counter: Counter) -> None:
    first = draft(counter, TOLD, key="k1")
    assert draft(counter, TOLD, key="k1").content == first.content
    assert len(counter.get("/files", conversation=OURS).json()["files"]) == 1


@pytest.mark.parametrize("wrong", [{"claims": []}, {"facts": ""}, {"employer": ""}, {"region": "x"}])
def test_without_employer_claim_or_facts_there_is_no_draft(counter: Counter, wrong: dict[str, Any]) -> None:
    assert draft(counter, TOLD | wrong).status_code == 422
