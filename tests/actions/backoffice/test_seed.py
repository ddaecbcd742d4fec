"""The catalogue that ships with the product says what the plan of Yuexiu says, and marks what it does not."""

import pytest

from actions.wire.catalogue import ServiceItem
from tests.actions.backoffice.seeded import (
    BY_CODE,
    BY_NAME,
    EVENTS,
    ITEMS,
    LONGHUA,
    YUEXIU,
    doubled,
    each_item,
)

PACKAGES = {
    name: items.split()
    for name, items in {
        "企业招用员工": """
            养老保险关系转移接续 失业保险关系转移接续 就业登记 《就业创业证》申领
            高等学校等毕业生接收手续办理 档案的接收和转递（流动人员）
        """,
        "企业与员工解除终止劳动合同": """
            缴费人员增减申报 就业登记注销 社会保险费欠费补缴申报 失业保险关系转移接续
            档案的接收和转递（流动人员）
        """,
        "高校毕业生就业（含灵活就业）": """
            就业政策法规咨询 职业供求信息、市场工资指导价位信息和职业培训信息发布 职业介绍 职业指导
            公共就业服务专项活动 就业登记 《就业创业证》申领 高等学校等毕业生接收手续办理
            求职创业补贴申领 档案的接收和转递（流动人员） 存档人员党员组织关系的接转 职工参保登记
            社会保险费缴纳
        """,
        "失业": """
            失业登记 《就业创业证》申领 职业介绍 失业保险金申领 代缴基本医疗保险费
            职业培训补贴申领（领金失业人员） 价格临时补贴申领 就业困难人员认定
        """,
        "事业单位聘用工作人员": """
            事业单位拟聘人员备案 档案的接收和转递（流动人员） 存档人员党员组织关系的接转 职工参保登记
            缴费人员增减申报 养老保险关系转移接续 失业保险关系转移接续 高等学校等毕业生接收手续办理
        """,
        "创业": """
            创业开业指导 就业登记 《就业创业证》申领 创业担保贷款申请 高等学校等毕业生接收手续办理
            档案的接收和转递（流动人员） 存档人员党员组织关系的接转 企业社会保险登记 职工参保登记
            缴费人员增减申报 养老保险关系转移接续 失业保险关系转移接续 劳动用工备案
        """,
        "申领工亡人员有关待遇": """
            工伤备案登记 工伤医疗费用申报 一次性及长期待遇申领 工伤保险待遇发放账户维护申请
        """,
        "职工退休": """
            职工正常退休（职）申请 职工提前退休（退职）申请 劳动用工备案 社会保险费欠费补缴申报
            养老保险关系转移接续 多重养老保险关系个人账户退费 养老保险待遇发放账户维护申请
        """,
        "退休人员过世": """
            个人账户一次性待遇申领（养老保险） 遗属待遇申领（养老保险） 工伤保险待遇变更
            养老保险待遇发放账户维护申请 工伤保险待遇发放账户维护申请
        """,
    }.items()
}

# Of each limit: the way, the case, the days, their kind, and words that its text must hold.
FAST_TRACK: dict[str, list[tuple[str, str, int | None, str, list[str]]]] = {
    "职工正常退休（职）申请": [("any", "", None, "working", ["省里定"])],
    "养老保险关系转移接续": [
        ("any", "城镇职工基本养老保险关系转移接续", 15, "working", ["15个工作日"]),
    ],
    "失业保险关系转移接续": [("any", "", 15, "working", ["15个工作日"])],
    "工伤认定申请": [
        ("any", "", 30, "calendar", ["一般", "受理那天起", "30日内"]),
        ("any", "事实清楚、权利义务明确", 10, "working", ["一般", "10个工作日内"]),
        ("any", "事实不清、要深入调查", 60, "calendar", ["60日内"]),
    ],
    "失业保险金申领": [
        ("window", "", 5, "working", ["现场", "5个工作日"]),
        ("online", "", None, "working", ["加快", "没有写"]),
    ],
    "稳岗返还（稳岗补贴）申领": [("online", "", None, "working", ["加快", "网上"])],
    "失业登记": [
        ("online", "", 2, "working", ["2个工作日"]),
        ("window", "", 0, "working", ["手续齐", "材料全", "符合规定", "当场"]),
    ],
    "就业登记": [("any", "", None, "working", ["社会保障登记", "同时办好"])],
    "《就业创业证》申领": [
        ("online", "", 2, "working", ["2个工作日"]),
        ("window", "", 0, "working", ["手续齐", "材料全", "符合规定", "当场"]),
    ],
    "创业担保贷款申请": [
        ("any", "个人办", 2, "working", ["个人", "认定", "2个工作日"]),
        ("any", "小微企业办", 5, "working", ["小微企业", "认定", "5个工作日"]),
    ],
    "就业困难人员认定": [("any", "", 10, "working", ["10个工作日"])],
    "高等学校等毕业生接收手续办理": [("any", "", 0, "working", ["当场"])],
    "就业见习补贴申领（高校毕业生等）": [
        ("any", "什么时候申请", None, "working", ["1月、4月、7月、10月", "最后一天以前"]),
        ("any", "最晚到什么时候", None, "working", ["见习结束", "1年内"]),
        ("any", "什么时候审完", None, "working", ["2月、5月、8月、11月", "20日以前"]),
        ("any", "什么时候拨钱", None, "working", ["符合条件", "12个工作日内"]),
    ],
    "存档人员党员组织关系的接转": [
        ("any", "转进来", 0, "working", ["符合条件", "当场"]),
        ("any", "转出去", 0, "working", ["符合条件", "当场", "回执", "存进档案"]),
    ],
}
"""专栏6 calls two of them otherwise: see `also` of the transfer of pensions and of the loan."""

STATED_CHANNELS = {
    "街道政务服务中心窗口",
    "单位注册地所在区的公共就业服务机构",
    "广州市人力资源和社会保障局网上服务大厅的“公共招聘”",
    "12333",
    "i深圳",
}
STATED_CONDITIONS = {"registered-in-yuexiu", "internship-ended-within-year"}


def test_the_nine_packages_hold_what_the_plan_lists_in_its_order() -> None:
    found = {event.name: [BY_CODE[code].name for code in event.items] for event in EVENTS}
    assert found == PACKAGES
    assert [len(names) for names in found.values()] == [6, 5, 13, 8, 8, 13, 4, 7, 5]


def test_an_item_of_several_packages_is_one_item() -> None:
    assert not doubled([item.code for item in ITEMS])
    assert not doubled([item.name for item in ITEMS])
    of_plan = {name for names in PACKAGES.values() for name in names} | set(FAST_TRACK)
    assert {item.name for item in ITEMS if item.region == YUEXIU} == of_plan
    assert len(of_plan) == 43


def test_there_are_fourteen_fast_track_items() -> None:
    assert len(FAST_TRACK) == 14
    assert {
        item.name for item in ITEMS for limit in item.limits if limit.basis and limit.basis.section == "专栏6"
    } == set(FAST_TRACK)
    assert "城镇职工基本养老保险关系转移接续申请" in BY_NAME["养老保险关系转移接续"].also
    assert "创业担保贷款认定" in BY_NAME["创业担保贷款申请"].also


@pytest.mark.parametrize("name", FAST_TRACK)
def test_limits_are_those_of_the_plan(name: str) -> None:
    stated = [limit for limit in BY_NAME[name].limits if limit.basis]
    assert [(one.way, one.case, one.days, one.day_kind) for one in stated] == [
        expected[:4] for expected in FAST_TRACK[name]
    ]
    assert {one.kind for one in stated} == {"promised"}
    for limit, (*_, words) in zip(stated, FAST_TRACK[name], strict=True):
        assert [word for word in words if word not in limit.text] == []


@each_item
def test_what_the_plan_does_not_state_is_marked_demo(item: ServiceItem) -> None:
    assert item.basis or item.demo
    assert all(bool(limit.basis) != limit.demo for limit in item.limits)
    assert {one.code for one in item.conditions if not one.demo} <= STATED_CONDITIONS
    assert all(material.demo for material in item.materials)
    assert {one.name for one in item.channels if not one.demo} <= STATED_CHANNELS
    assert item.commitment is None or item.commitment.demo


@each_item
def test_basis_names_the_document_of_the_region(item: ServiceItem) -> None:
    document = {YUEXIU: "yuexiu-hrss-14fyp", LONGHUA: "longhua-hr-14fyp"}[item.region]
    in_package = any(item.name in names for names in PACKAGES.values())
    assert item.code.startswith(f"{item.region}-")
    assert {basis.document_id for basis in item.basis} == {document}
    assert ("专栏5" in {basis.section for basis in item.basis}) == in_package
    assert ("专栏6" in {basis.section for basis in item.basis}) == (item.name in FAST_TRACK)


def test_longhua_has_nothing_to_apply_for_here() -> None:
    """Its plan names subsidies, and no condition, material or limit of them."""
    items = [item for item in ITEMS if item.region == LONGHUA]
    assert items
    assert not any(item.applicable or item.limits for item in items)
