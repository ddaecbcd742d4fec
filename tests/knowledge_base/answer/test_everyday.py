"""How people say it, and how documents do."""

import pytest

from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.lexicon import load
from knowledge_base.answer.steps.understand import to_mandarin


def _formal(text: str) -> set[str]:
    return {word for found in formal_words(to_mandarin(text)).values() for word in found}


@pytest.mark.parametrize(
    ("said", "formal"),
    [
        ("来广州找活干", "就业"),
        ("揾工边度有得揾", "求职"),
        ("我下岗了", "失业"),
        ("跟老板扯皮了", "劳动争议"),
        ("老板跑路了怎么办", "欠薪逃匿"),
        ("工资三个月没发", "欠薪"),
        ("老板拖着我们工资不给", "欠薪"),
        ("想去当月嫂", "母婴护理"),
        ("社保要挪过来", "转移接续"),
        ("养老从老家转到这边", "转移接续"),
        ("补贴几时到账", "发放"),
        ("钱什么时候拨下来", "拨付"),
        ("手机上能办吗", "网上办"),
        ("不想跑窗口,在家办", "全程网办"),
        ("高级人才有什么补贴", "高层次人才"),
        ("单位不给交", "用人单位"),
        ("想学门手艺", "职业技能培训"),
        ("师傅带徒弟有钱吗", "企业新型学徒制"),
        ("考证能报销学费吗", "职业技能等级认定"),
        ("退休老人去世要办什么", "退休人员过世"),
        ("从国外回来能落户吗", "留学回国人员"),
        ("香港年轻人能来创业吗", "港澳青年"),
        ("我弟残疾想找工作", "残疾人"),
        ("送外卖能参保吗", "新就业形态"),
        ("上班路上被撞了算吗", "工伤"),
        ("手伤了,谁赔", "工伤"),
        ("公司要裁人", "裁员"),
        ("材料没带齐能先办吗", "容缺办理"),
        ("可以写保证不交证明吗", "告知承诺制"),
        ("一趟弄完行不行", "一件事"),
        ("请不起律师怎么办", "法律援助"),
        ("这份文件还算数吗", "有效"),
        ("想开个小店没本钱", "创业担保贷款"),
        ("勞資爭議找誰", "劳动争议"),
        ("僱主唔出糧", "用人单位"),
        ("職災怎麼辦", "工伤"),
        ("線上申辦可以嗎", "网上办"),
        ("怀孕被公司辞退", "女职工"),
        ("家里没人上班", "零就业家庭"),
        ("缺人手招不到人", "招工"),
    ],
)
def test_everyday_words_lead_to_the_words_of_documents(said: str, formal: str) -> None:
    assert formal in _formal(said)


def test_a_formal_word_that_was_said_is_not_added() -> None:
    assert "失业登记" not in _formal("我没工作了,失业登记在哪里办")


def test_a_stretch_is_named_with_its_formal_words() -> None:
    assert formal_words("老板跑路了")["老板跑路"] == ("欠薪", "欠薪逃匿", "垫付")


@pytest.mark.parametrize(
    "text",
    ["事业单位公开招聘", "创业担保贷款资格认定", "绩效工资制度", "职业技能竞赛", "失业补助金", "单位犯罪"],
)
def test_official_terms_are_left_alone(text: str) -> None:
    assert formal_words(text) == {}


def test_every_entry_is_simplified_half_width_mandarin() -> None:
    source = load("everyday")
    said = [word for entry in source["entries"] for word in entry["said"]]
    assert [word for word in said if to_mandarin(word) != word and to_mandarin(word) not in said] == []


def test_there_is_a_broad_choice_of_them() -> None:
    entries = load("everyday")["entries"]
    assert len(entries) >= 200
    assert len({word for entry in entries for word in entry["said"]}) >= 2000
