"""What people write into fields: common ways are understood, the rest is refused in plain words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.errors import AnswerInvalid
from actions.rules import field_values
from actions.wire.catalogue import FieldKind
from tests.actions.rules.filled_in import read, refusal

TEXTS: dict[str, Any] = yaml.safe_load(
    Path(field_values.__file__).with_suffix(".yml").read_text(encoding="utf-8")
)

UNDERSTOOD = [
    (FieldKind.TEXT, " 我在工地\n受过伤。 ", "我在工地\n受过伤。"),
    (FieldKind.NAME, "张三", "张三"),
    (FieldKind.NAME, "我叫张 三。", "张三"),
    (FieldKind.NAME, "姓名：欧阳小明", "欧阳小明"),
    (FieldKind.NAME, "古丽•买买提", "古丽·买买提"),
    (FieldKind.NAME, "阿卜杜·热合曼．买买提", "阿卜杜·热合曼·买买提"),
    (FieldKind.NAME, "䶮小𠮷", "䶮小𠮷"),
    (FieldKind.NAME, "是光明", "是光明"),
    (FieldKind.NAME, "ＭＡＲＩＡ  DA SILVA", "MARIA DA SILVA"),
    (FieldKind.IDENTITY_NUMBER, "11010519491231002X", "11010519491231002X"),
    (FieldKind.IDENTITY_NUMBER, "１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
    (FieldKind.IDENTITY_NUMBER, "我的号码是：110105 1949-1231 002×。", "11010519491231002X"),
    (FieldKind.IDENTITY_NUMBER, "440524188001010014", None),
    (FieldKind.PHONE, "13800138000", "13800138000"),
    (FieldKind.PHONE, "＋86 138-0013-8000", "13800138000"),
    (FieldKind.PHONE, "打我手机 １３８ ００１３ ８０００", "13800138000"),
    (FieldKind.DATE, "2026年3月5日", "2026-03-05"),
    (FieldKind.DATE, "二〇二六年三月五日", "2026-03-05"),
    (FieldKind.DATE, "2025 年 12 月 廿五 號", "2025-12-25"),
    (FieldKind.DATE, "是26年3月5号那天", "2026-03-05"),
    (FieldKind.DATE, "85年十月三十一", "1985-10-31"),
    (FieldKind.DATE, "2026-3-5", "2026-03-05"),
    (FieldKind.DATE, "２０２６／０３／０５", "2026-03-05"),
    (FieldKind.DATE, "26.3.5", "2026-03-05"),
    (FieldKind.DATE, "20260305", "2026-03-05"),
    (FieldKind.DATE, "3月5号", "2026-03-05"),
    (FieldKind.DATE, "12月20", "2025-12-20"),
    (FieldKind.DATE, "3.15", "2026-03-15"),
    (FieldKind.DATE, "去年2月14号", "2025-02-14"),
    (FieldKind.DATE, "明年十二月一日", "2027-12-01"),
    (FieldKind.DATE, "上个月28号", "2026-02-28"),
    (FieldKind.DATE, "下個月1號", "2026-04-01"),
    (FieldKind.DATE, "今天", "2026-03-05"),
    (FieldKind.DATE, "昨天吧", "2026-03-04"),
    (FieldKind.DATE, "琴日", "2026-03-04"),
    (FieldKind.DATE, "大前天", "2026-03-02"),
    (FieldKind.DATE, "聽日", "2026-03-06"),
    (FieldKind.AMOUNT, "1,200元", "1200.00"),
    (FieldKind.AMOUNT, "￥１，２３４，５６７．５", "1234567.50"),
    (FieldKind.AMOUNT, "一千二", "1200.00"),
    (FieldKind.AMOUNT, "1.2万", "12000.00"),
    (FieldKind.AMOUNT, "1万2千", "12000.00"),
    (FieldKind.AMOUNT, "一万零二十块钱", "10020.00"),
    (FieldKind.AMOUNT, "五点二万元", "52000.00"),
    (FieldKind.AMOUNT, "壹万贰仟叁佰元整", "12300.00"),
    (FieldKind.AMOUNT, "兩億三千萬", "230000000.00"),
    (FieldKind.AMOUNT, "每个月3k", "3000.00"),
    (FieldKind.AMOUNT, "三块五", "3.50"),
    (FieldKind.AMOUNT, "十二元三角四分", "12.34"),
    (FieldKind.AMOUNT, "五毛", "0.50"),
    (FieldKind.AMOUNT, "一百十", "110.00"),
    (FieldKind.AMOUNT, "三千蚊", "3000.00"),
    (FieldKind.AMOUNT, "0", "0.00"),
    (
        FieldKind.ADDRESS,
        "我住在广州市越秀区 北京路１００号，3楼 301 房。",
        "广州市越秀区北京路100号，3楼301房",
    ),
    (FieldKind.ADDRESS, "龙华街道清湖社区A栋 B座 2", "龙华街道清湖社区A栋B座2"),
    (FieldKind.CHOICE, "1", "就业"),
    (FieldKind.CHOICE, "第二个", "灵活就业"),
    (FieldKind.CHOICE, "选３", "没有工作"),
    (FieldKind.CHOICE, "2年", "2年"),
    (FieldKind.CHOICE, "2", "灵活就业"),
    (FieldKind.CHOICE, "就业。", "就业"),
    (FieldKind.CHOICE, "我是灵活就业的", "灵活就业"),
    (FieldKind.CHOICE, "我没有工作", "没有工作"),
    (FieldKind.CHOICE, "灵活", "灵活就业"),
    (FieldKind.CREDIT_CODE, "91440101ma0000000m", "91440101MA0000000M"),
    (FieldKind.CREDIT_CODE, "代码：９１４４０１０１ ＭＡ００００ ０００Ｍ", "91440101MA0000000M"),
]


@pytest.mark.parametrize(("kind", "written", "kept"), [case for case in UNDERSTOOD if case[2]])
def test_common_ways_of_writing_are_understood(kind: FieldKind, written: str, kept: str) -> None:
    assert read(kind, written) == kept
    assert read(kind, kept) == kept


REFUSED = [
    (FieldKind.TEXT, "", "empty"),
    (FieldKind.TEXT, " \u200b\n", "empty"),
    (FieldKind.TEXT, "好" * 501, "too_long"),
    (FieldKind.NAME, "张", "form"),
    (FieldKind.NAME, "张3", "form"),
    (FieldKind.NAME, "John", "form"),
    (FieldKind.NAME, "为什么要写名字", "asking"),
    (FieldKind.NAME, "不知道", "asking"),
    (FieldKind.IDENTITY_NUMBER, "忘了", "none"),
    (FieldKind.IDENTITY_NUMBER, "110105194912310021，手机13800138000", "several"),
    (FieldKind.IDENTITY_NUMBER, "110105********002X", "masked"),
    (FieldKind.IDENTITY_NUMBER, "110105491231002", "old_number"),
    (FieldKind.IDENTITY_NUMBER, "1101051949123100", "length"),
    (FieldKind.IDENTITY_NUMBER, "1101051949123100XX", "form"),
    (FieldKind.IDENTITY_NUMBER, "110105199902290021", "birth"),
    (FieldKind.IDENTITY_NUMBER, "440524188001010014", "birth"),
    (FieldKind.IDENTITY_NUMBER, "110105202603060028", "birth_in_future"),
    (FieldKind.IDENTITY_NUMBER, "110105194912310021", "checksum"),
    (FieldKind.PHONE, "没有", "none"),
    (FieldKind.PHONE, "13800138000或者13900139000", "several"),
    (FieldKind.PHONE, "138****8000", "masked"),
    (FieldKind.PHONE, "020-83330000", "landline"),
    (FieldKind.PHONE, "1380013800", "length"),
    (FieldKind.PHONE, "12345678901", "form"),
    (FieldKind.DATE, "下周吧", "none"),
    (FieldKind.DATE, "2026年3月", "none"),
    (FieldKind.DATE, "5号", "none"),
    (FieldKind.DATE, "2026年3月5日到4月5日", "several"),
    (FieldKind.DATE, "昨天或者今天", "several"),
    (FieldKind.DATE, "不是3月5号", "several"),
    (FieldKind.DATE, "2026年2月29日", "no_such_day"),
    (FieldKind.DATE, "26.13.5", "no_such_day"),
    (FieldKind.DATE, "1226年3月5日", "no_such_day"),
    (FieldKind.DATE, "2月29日", "no_such_day"),
    (FieldKind.DATE, "二十十月五日", "no_such_day"),
    (FieldKind.AMOUNT, "没算过", "none"),
    (FieldKind.AMOUNT, "12,00元", "several"),
    (FieldKind.AMOUNT, "二十三十", "none"),
    (FieldKind.AMOUNT, "十二角", "none"),
    (FieldKind.AMOUNT, "一" + "万" * 900, "none"),
    (FieldKind.AMOUNT, "元1" * 400, "none"),
    (FieldKind.AMOUNT, "3000-5000", "several"),
    (FieldKind.AMOUNT, "三千多", "vague"),
    (FieldKind.AMOUNT, "-300", "negative"),
    (FieldKind.AMOUNT, "1.234", "too_fine"),
    (FieldKind.AMOUNT, "两百亿", "too_large"),
    (FieldKind.ADDRESS, "不知道怎么写", "asking"),
    (FieldKind.ADDRESS, "广州市越秀区", "short"),
    (FieldKind.ADDRESS, "北京路", "short"),
    (FieldKind.ADDRESS, "2026年11月13号", "short"),
    (FieldKind.ADDRESS, "路" * 201, "too_long"),
    (FieldKind.CHOICE, "", "empty"),
    (FieldKind.CHOICE, "5", "none"),
    (FieldKind.CHOICE, "都不是", "none"),
    (FieldKind.CHOICE, "有", "none"),
    (FieldKind.CHOICE, "我不是灵活就业", "none"),
    (FieldKind.CHOICE, "就业和没有工作", "several"),
    (FieldKind.CREDIT_CODE, "在办", "none"),
    (FieldKind.CREDIT_CODE, "91440101MA0000000M，91440101MA0000000M", "several"),
    (FieldKind.CREDIT_CODE, "91440101********0M", "masked"),
    (FieldKind.CREDIT_CODE, "440101000012345", "old_number"),
    (FieldKind.CREDIT_CODE, "91440101MA0000000", "length"),
    (FieldKind.CREDIT_CODE, "91440101MAO000000M", "letters"),
    (FieldKind.CREDIT_CODE, "9144A101MA0000000M", "form"),
    (FieldKind.CREDIT_CODE, "91440101MA0000000N", "checksum"),
]


@pytest.mark.parametrize(("kind", "written", "reason"), REFUSED)
def test_the_rest_is_refused_with_what_is_wrong_and_an_example(
    kind: FieldKind, written: str, reason: str
) -> None:
    found, message = refusal(kind, written)
    assert found == reason
    assert "{" not in message
    if kind not in (FieldKind.TEXT, FieldKind.CHOICE):
        assert "例如：" in message
    if kind is FieldKind.CHOICE and written:
        assert "1 就业；2 灵活就业；3 没有工作；4 2年" in message


def test_every_sentence_is_said_at_some_time() -> None:
    written = {
        (kind, reason)
        for kind, sentences in TEXTS["kinds"].items()
        for reason in sentences
        if reason != "example"
    }
    said = {(kind.value, reason) for kind, _, reason in REFUSED}
    assert written <= said
    assert {reason for _, reason in said - written} == set(TEXTS["every"])


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if "example" in TEXTS["kinds"][kind.value]])
def test_the_examples_that_are_shown_are_taken(kind: FieldKind) -> None:
    for example in TEXTS["kinds"][kind.value]["example"].split("，或者"):
        assert read(kind, example)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (FieldKind.IDENTITY_NUMBER, "110105194912310021"),
        (FieldKind.PHONE, "12345678901"),
        (FieldKind.NAME, "张"),
    ],
)
def test_what_was_written_is_in_no_message_and_no_log(kind: FieldKind, written: str) -> None:
    with pytest.raises(AnswerInvalid) as caught:
        read(kind, written)
    assert written not in f"{caught.value} {caught.value.message}"
