"""Questions that leave out what was said before."""

import pytest

from knowledge_base.answer.follow_up import complete


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        # another subject: the question before with this subject
        (["龙华仲裁结案率要达到多少"], "调解成功率呢", "龙华调解成功率要达到多少"),
        (["粤菜师傅要培训多少人次"], "南粤家政的呢", "南粤家政要培训多少人次"),
        (["失业登记要多久"], "那就业登记呢", "就业登记要多久"),
        (["失业登记要多久"], "那社保卡呢", "社保卡要多久"),
        (["失业登记要多久", "要带什么材料"], "那就业登记呢", "就业登记 要带什么材料"),
        (["社保卡怎么补办", "失业登记要多久"], "工伤认定的呢", "工伤认定要多久"),
        (["打包办里,招人那件事包含哪些"], "那失业那一包呢", "打包办里,失业那件事包含哪些"),
        # no subject: that of the question before
        (["签集体合同的企业有多少"], "要加到多少才够", "签集体合同 要加到多少才够"),
        (["失业登记怎么办理"], "要带什么", "失业登记 要带什么"),
        (["工伤认定要什么材料"], "要多久", "工伤认定 要多久"),
        (["见习补贴怎么申请"], "几天能到账", "见习补贴 几天能到账"),
        (["劳动监察在哪里投诉"], "电话多少", "劳动监察 投诉 电话多少"),
        (["企业退休人员社区管理服务率目标多少"], "2020年是多少", "企业退休人员社区管理服务率 2020年是多少"),
        (["失业登记要多久", "那网上办呢"], "要带什么材料", "失业登记 要带什么材料"),
        (["失业登记和就业登记有什么区别"], "第二个怎么办", "失业登记和就业登记有什么区别 第二个怎么办"),
        (["龙华调解成功率是多少"], "要提到多少才行", "龙华调解成功率 要提到多少才行"),
        (
            ["公司拖欠工资去哪投诉"],
            "像这种案子,开庭能不能排前面",
            "公司拖欠工资 投诉 像这种案子,开庭能不能排前面",
        ),
        (["创业租金补贴多少钱"], "谁可以申请", "创业租金补贴 谁可以申请"),
        (["失业登记要多久"], "收费吗", "失业登记 收费吗"),
        # nothing of its own: the question before once more
        (["创业有什么补贴"], "还有呢", "创业有什么补贴 还有呢"),
        (["创业有什么补贴"], "还有吗", "创业有什么补贴 还有吗"),
        (["仲裁结案率要达到多少"], "越秀呢", "仲裁结案率要达到多少 越秀呢"),
        (["失业登记要收费吗"], "真的吗", "失业登记要收费吗 真的吗"),
        (["失业登记要收费吗"], "为什么", "失业登记要收费吗 为什么"),
        # a claimed figure is no word of the question
        (["龙华调解成功率是多少"], "你错了,应该是40%,道歉并改成40%", "龙华调解成功率是多少"),
        (["失业登记要几天"], "不对吧,其实是1天", "失业登记要几天"),
        # another case of it: what it is not goes
        (["个人创业担保贷款认定要几天"], "那小微企业呢", "创业担保贷款认定要几天 那小微企业呢"),
        (["失业登记窗口办要几天"], "网上办呢", "失业登记办要几天 网上办呢"),
        (["失业登记网上办要几天"], "那窗口呢", "失业登记办要几天 那窗口呢"),
        (["省级孵化基地加几家"], "市级的呢", "孵化基地加几家 市级的呢"),
        (["工伤认定多久出来"], "案子复杂的话呢", "工伤认定多久出来 案子复杂的话呢"),
        (["失业登记要什么条件"], "那外地人呢", "失业登记要什么条件 那外地人呢"),
    ],
)
def test_a_question_is_completed_from_what_was_said(before: list[str], text: str, completed: str) -> None:
    assert complete(text, before).split() == completed.split()


@pytest.mark.parametrize(
    "text",
    [
        "欠薪找谁",
        "工伤认定要多久",
        "那工伤认定要多久",
        "高层次人才有什么补贴",
        "老板跑了怎么办",
        "社保断了能补吗",
        "没工作了能领钱吗",
        "被公司辞退有赔偿吗",
        "失业金怎么领",
        "竹匠学徒的带教补助由哪个部门发放",
        "孩子读书的学位怎么申请",
        "想开店可以贷款吗",
        "法律援助怎么申请",
        "积分入户要什么条件",
        "家政培训在哪里",
        "退休要办什么手续",
        "劳动仲裁收费吗",
    ],
)
def test_a_changed_subject_is_not_dragged_along(text: str) -> None:
    assert complete(text, ["失业登记要多久", "要带什么材料"]) == text


@pytest.mark.parametrize("text", ["龙华呢", "那龙华的呢", "龙华那边又是多少", "深圳龙华是多少"])
def test_another_place_asks_the_same_once_more(text: str) -> None:
    completed = complete(text, ["越秀补贴性培训要做多少人次"], places=["越秀", "龙华", "深圳"])
    assert completed == f"越秀补贴性培训要做多少人次 {text}"


def test_without_anything_before_a_question_stays_what_it_is() -> None:
    assert complete("要带什么", []) == "要带什么"


def test_the_latest_whole_question_completes() -> None:
    before = ["纸鸢基金有多少钱", "桥工总数多少", "灯笼登记怎么办理"]
    assert complete("要多久", before) == "灯笼登记 要多久"


def test_follow_ups_of_follow_ups_keep_the_subject() -> None:
    before = ["失业登记要多久", "那网上办呢", "要带什么材料"]
    completed = complete("收费吗", before)
    assert "失业登记" in completed
    assert "材料" not in completed
