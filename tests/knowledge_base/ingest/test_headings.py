"""Headings are told by their shape."""

import pytest

from knowledge_base.ingest.blocks import Paragraph
from knowledge_base.ingest.headings import Level, bare_name, heading_of, numbering

REST = "园艺站每周整理一次花圃,并把结果贴在门口。"


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("第一章 总则", Level.CHAPTER, "第一章 总则"),
        ("第十二章 附则", Level.CHAPTER, "第十二章 附则"),
        ("第三节 花园开放 便民利民", Level.SECTION, "第三节 花园开放 便民利民"),
        ("一、花园现状", Level.MAJOR, "一、花园现状"),
        ("(二)存在问题。", Level.MINOR, "(二)存在问题"),
        ("（二）存在问题。", Level.MINOR, "（二）存在问题"),
        ("3.花种发放。", Level.NUMBER, "3.花种发放"),
        ("3．花种发放", Level.NUMBER, "3．花种发放"),
        ("(4)浇水", Level.BRACKET, "(4)浇水"),
        ("专栏7  花园任务", Level.BOX, "专栏7  花园任务"),
        ("专栏1: 主要指标", Level.BOX, "专栏1: 主要指标"),
        ("导 言", Level.NAMED, "导 言"),
        ("附件1", Level.ANNEX, "附件1"),
    ],
)
def test_a_line_of_a_known_shape_is_a_heading(text: str, level: Level, title: str) -> None:
    heading = heading_of(Paragraph(text))
    assert heading is not None
    assert (heading.level, heading.title, heading.run_in) == (level, title, False)


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        (f"——整理花圃。{REST}", Level.DASH, "整理花圃"),
        (f"—— 整理花圃。{REST}", Level.DASH, "整理花圃"),
        (f"2.整理花圃。{REST}", Level.NUMBER, "2.整理花圃"),
        (f"(三)整理花圃。{REST}", Level.MINOR, "(三)整理花圃"),
        (f"推进花圃常态化整理。{REST}", Level.TOPIC, "推进花圃常态化整理"),
        (f"第四条 园丁按下面的办法登记。{REST}", Level.ARTICLE, "第四条"),
    ],
)
def test_a_topic_sentence_is_a_heading_in_front_of_its_text(text: str, level: Level, title: str) -> None:
    heading = heading_of(Paragraph(text))
    assert heading is not None
    assert (heading.level, heading.title, heading.run_in) == (level, title, True)


@pytest.mark.parametrize(
    "text",
    [
        "1.5万人参加了花展",
        "(一)有本区户籍;",
        "2.身份证,",
        "“十三五”期间花园不断增加。" + REST,
        "申请人应当在春天提出申请。" + REST,
        "园艺站收到申请后3个工作日内办结。" + REST,
        "第一章规定的花园,由各镇管理。第二章规定的花园,由区里管理。",
        "专栏1所列的花园。" + REST,
        "——花园让街巷好看让邻里亲近让孩子有地方玩耍让老人有地方坐坐让年轻人愿意留下来也让外来的人觉得亲切。"
        + REST,
        REST,
    ],
)
def test_prose_and_list_items_are_no_headings(text: str) -> None:
    assert heading_of(Paragraph(text)) is None


@pytest.mark.parametrize(
    ("text", "number"), [("十、甲", 10), ("二十一、甲", 21), ("第一百零三条 甲", 103), ("(十五)甲", 15)]
)
def test_chinese_ordinals_are_read(text: str, number: int) -> None:
    ordinal = numbering(text)
    assert ordinal is not None
    assert ordinal.number == number


def test_a_level_that_the_file_states_makes_any_short_line_a_heading() -> None:
    heading = heading_of(Paragraph("申请条件", level=2))
    assert heading is not None
    assert (heading.level, heading.title) == (20, "申请条件")


def test_name_of_a_heading_is_without_its_ordinal() -> None:
    assert bare_name("(一)花园登记") == "花园登记"
    assert bare_name("专栏3: 花园清单") == "花园清单"
    assert bare_name("第五条") == "第五条"
