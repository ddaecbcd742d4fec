"""Items and occasions by what people call them, over the catalogue that ships."""

import pytest

from actions.dialogue.service_flow.matching import common_event, named, occasion, resembling
from tests.actions.backoffice.seeded import BY_NAME, EVENTS, ITEMS


def names(text: str) -> list[str]:
    return [item.name for item in named(text, ITEMS)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我要办失业登记", "失业登记"),
        ("幫我辦失業登記", "失业登记"),
        ("我想领失业金", "失业保险金申领"),
        ("失业保险关系转移", "失业保险关系转移接续"),
        ("帮我办就业创业证", "《就业创业证》申领"),
        ("我想办就业困难人员认定，没有证明", "就业困难人员认定"),
        ("就业登记注销", "就业登记注销"),
        ("档案的接收和转递", "档案的接收和转递（流动人员）"),
    ],
)
def test_item_is_named(text: str, name: str) -> None:
    assert names(text) == [name]


def test_several_items_in_their_order() -> None:
    assert names("失业登记和就业创业证一起办") == ["失业登记", "《就业创业证》申领"]


@pytest.mark.parametrize("text", ["我要申请", "今天天气", "租金补贴"])
def test_nothing_is_named(text: str) -> None:
    assert names(text) == []


def test_slip_resembles_an_item() -> None:
    assert resembling("我要办失业登计", ITEMS, most=1)[0].name == "失业登记"
    assert resembling("今天天气怎么样", ITEMS, most=3) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我失业了", "失业"),
        ("我被公司辞退了", "失业"),
        ("冇咗份工", "失业"),
        ("公司要招人", "企业招用员工"),
        ("我们公司想招几个人", "企业招用员工"),
        ("老人过世了要办什么", "退休人员过世"),
        ("我爷爷昨天走了", "退休人员过世"),
        ("屋企老人過咗身", "退休人员过世"),
        ("我要退休了", "职工退休"),
        ("我爸下个月退休", "职工退休"),
        ("想开个店", "创业"),
        ("我想开间奶茶店", "创业"),
        ("我毕业了", "高校毕业生就业（含灵活就业）"),
        ("公司要裁人", "企业与员工解除终止劳动合同"),
        ("家人因工去世", "申领工亡人员有关待遇"),
        ("事业单位新聘了人", "事业单位聘用工作人员"),
    ],
)
def test_occasion_is_recognised(text: str, name: str) -> None:
    event = occasion(text, EVENTS)
    assert event is not None
    assert event.name == name


def test_no_occasion() -> None:
    assert occasion("帮我打包办", EVENTS) is None


def test_items_of_one_occasion() -> None:
    together = [BY_NAME["失业登记"], BY_NAME["失业保险金申领"]]
    event = common_event(together, EVENTS)
    assert event is not None
    assert event.name == "失业"
    assert common_event([BY_NAME["失业登记"], BY_NAME["工伤认定申请"]], EVENTS) is None
