"""Somebody's own number against the limit of a rule: on which side it lies, and nothing more."""

from dataclasses import replace

import pytest

from knowledge_base.answer.text import normalise
from knowledge_base.answer.threshold import set_against
from knowledge_base.models import Chunk, PointKind
from tests.knowledge_base.samples import chunk

AGES = "灯笼班面向16至24周岁的青年。"
OLDER = "年满45周岁的，可以申请灯笼岗位。"
UNDER_AGE = "未满18周岁的，由家长陪同办理。"
GRADUATES = "灯笼津贴发给毕业2年内的学生。"
POST = "在灯笼社工作满1年的，可以评灯笼师。"
NEAR_RETIREMENT = "离法定退休年龄不足1年的，可以继续领灯笼金。"
NOTICE = "灯笼厂裁减人员，要提前30日说明。"
PAID = "灯笼保险缴费累计满12个月的，可以领灯笼金。"
AFTER_PRACTICE = "灯笼补贴要在见习结束之日起1年内申请。"
RECEIVED = "从受理那天起20日内作出灯笼认定。"
RECEIVED_WORKING = "从受理那天起20个工作日内作出灯笼认定。"
LOAN = "灯笼贷款最高50万元。"
SALARY = "年薪不低于30万元的，可以申请灯笼卡。"
STAFF = "招用10人以上的灯笼社，可以申请奖励。"
SHARE = "招用残疾人不少于5%的灯笼社，免收管理费。"
SPACE = "经营面积超过200平方米的灯笼店，要另外备案。"

SIDES = {
    "within": "在这个范围里",
    "reached": "已经到了",
    "below": "还不到",
    "above": "超过了",
    "edge": "正好在界线上",
}


def rule(text: str, kind: PointKind | None = PointKind.CONDITION) -> Chunk:
    return replace(chunk(text), kind=kind, cases=())


@pytest.mark.parametrize(
    ("question", "text", "side"),
    [
        # ages
        ("我19岁能报灯笼班吗", AGES, "within"),
        ("我十九岁能报灯笼班吗", AGES, "within"),
        ("我16岁能报灯笼班吗", AGES, "within"),
        ("我儿子24周岁可以报吗", AGES, "within"),
        ("我15岁能报灯笼班吗", AGES, "below"),
        ("我女儿25岁还能报吗", AGES, "above"),
        ("我45岁了,能申请灯笼岗位吗", OLDER, "reached"),
        ("我44岁了,能申请灯笼岗位吗", OLDER, "below"),
        ("我妈六十岁了,可以申请吗", OLDER, "reached"),
        ("孩子17岁要家长陪吗", UNDER_AGE, "within"),
        ("孩子18岁了还要家长陪吗", UNDER_AGE, "above"),
        # years and months
        ("我毕业一年了,有津贴吗", GRADUATES, "within"),
        ("我毕业18个月了,有津贴吗", GRADUATES, "within"),
        ("我毕业一年半了,有津贴吗", GRADUATES, "within"),
        ("我毕业2年了,有津贴吗", GRADUATES, "edge"),
        ("我毕业24个月了,有津贴吗", GRADUATES, "edge"),
        ("我毕业三年了,有津贴吗", GRADUATES, "above"),
        ("我在灯笼社工作了半年,能评吗", POST, "below"),
        ("我在灯笼社工作满1年了,能评吗", POST, "reached"),
        ("我在灯笼社工作15个月了", POST, "reached"),
        ("我离退休还有8个月", NEAR_RETIREMENT, "within"),
        ("我离退休还有两年", NEAR_RETIREMENT, "above"),
        ("我失业保险缴费10个月,能领灯笼金吗", PAID, "below"),
        ("我已经缴费满12个月,能领灯笼金吗", PAID, "reached"),
        ("我交了一年,能领灯笼金吗", PAID, "reached"),
        ("我见习结束8个月了还能申请吗", AFTER_PRACTICE, "within"),
        ("我见习结束十四个月了还能申请吗", AFTER_PRACTICE, "above"),
        # days
        ("老板只提前10天说裁员", NOTICE, "below"),
        ("公司提前了30天说裁员", NOTICE, "reached"),
        ("我的灯笼认定受理都15天了", RECEIVED, "within"),
        ("我的灯笼认定受理都25天了", RECEIVED, "above"),
        # amounts, people, shares, areas
        ("我想贷60万元", LOAN, "above"),
        ("我想贷二十万元", LOAN, "within"),
        ("我想贷50万块", LOAN, "within"),
        ("我年薪28万元可以申请吗", SALARY, "below"),
        ("我年薪30万元可以申请吗", SALARY, "reached"),
        ("我们店招用了12人", STAFF, "reached"),
        ("我们店招用了9个人", STAFF, "below"),
        ("我们店招用残疾人百分之四", SHARE, "below"),
        ("我们店招用残疾人6%", SHARE, "reached"),
        ("我的店经营面积200平方米", SPACE, "below"),
        ("我的店经营面积260平方米", SPACE, "reached"),
    ],
)
def test_the_number_lies_where_it_lies(question: str, text: str, side: str) -> None:
    said = set_against(normalise(question), rule(text))
    assert said is not None
    assert SIDES[side] in said
    assert not any(words in said for name, words in SIDES.items() if name != side)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # another unit
        ("我的灯笼认定受理都25天了", RECEIVED_WORKING),
        ("我的灯笼认定受理都一个月了", RECEIVED),
        ("我们店招用了12家", STAFF),
        ("我毕业2个学期了", GRADUATES),
        # of another thing
        ("我工作了三年,有津贴吗", GRADUATES),
        ("我交社保两年了,能评灯笼师吗", POST),
        ("我等了40天", RECEIVED),
        # nobody's own number, or one that is asked about
        ("灯笼班是16至24周岁吗", AGES),
        ("要满1年才能评吗", POST),
        ("我要工作满3年才能评吗", POST),
        ("必须提前30天吗", NOTICE),
        ("灯笼班几岁能报", AGES),
        ("我能报灯笼班吗", AGES),
        # several numbers, several limits, no limit
        ("我19岁,我弟26岁,能报灯笼班吗", AGES),
        ("我19岁能报吗", "灯笼班面向16至24周岁的青年，灯笼营面向18至30周岁的青年。"),
        ("我19岁能报吗", "灯笼班每年9月开班。"),
        ("我毕业三年了", "灯笼津贴发6个月。"),
        # the calendar is not a length of time
        ("我2023年毕业,有津贴吗", GRADUATES),
    ],
)
def test_where_nothing_fits_nothing_is_said(question: str, text: str) -> None:
    assert set_against(normalise(question), rule(text)) is None


@pytest.mark.parametrize("kind", [PointKind.TARGET, PointKind.RECORD])
def test_a_target_or_a_record_is_no_limit_for_a_person(kind: PointKind) -> None:
    assert set_against("我19岁能报灯笼班吗", rule(AGES, kind)) is None


@pytest.mark.parametrize("kind", [None, PointKind.LIMIT, PointKind.MEASURE, PointKind.LIST])
def test_official_sentences_and_other_rules_are(kind: PointKind | None) -> None:
    assert set_against("我19岁能报灯笼班吗", rule(AGES, kind)) is not None


def test_both_numbers_are_shown_as_written_and_nothing_is_promised() -> None:
    said = set_against("我毕业三年了,有津贴吗", rule(GRADUATES))
    assert said is not None
    assert "毕业三年" in said
    assert "毕业2年内" in said
    assert "核定为准" in said
    assert not any(word in said for word in ("可以领", "能领", "符合条件", "有资格", "保证"))
