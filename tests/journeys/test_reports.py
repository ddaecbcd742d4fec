"""Reports of employers: heard from one sentence, filed once, followed, and watched for patterns."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.actions.backoffice.files.samples import photograph
from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import YUEXIU
from tests.journeys.office import Staff, staff_of

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

STAFF = "lee.inspects"
PLACE = "示范路8号"
NOTHING_KNOWN = {"哪个街道": "唔知", "一共欠多少钱": "唔知", "欠了几个月": "不知道", "聚在那里": "冇"}
ANONYMOUS = {"现在可以传": "没有", "匿名举报，还是": "匿名"}
_NUMBER = re.compile(r"JB\d{8}-\d{6}")
_CODE = re.compile(r"查询码 (\d{5}-\d{5})")


def _number_in(turn: dict[str, Any]) -> str:
    [number] = dict.fromkeys(_NUMBER.findall(text_of(turn)))
    return str(number)


def _filed(citizen: Citizen, words: str, *, employer: str, **more: str) -> dict[str, Any]:
    """What is said when it has gone up."""
    answers = {"单位叫什么": employer, "什么地方": PLACE, "一共有多少人": "1", "发生了什么事": "跳过"}
    opened = citizen.say(words)
    assert opened["topic"] == "report", text_of(opened)
    summary = citizen.fill_in(opened, {"举报哪一种": "1", **answers, **NOTHING_KNOWN, **ANONYMOUS, **more})
    assert employer in prompt_of(summary), "nothing goes up unseen"
    return citizen.tap(summary, "没有错")


def _line(staff: Staff) -> list[str]:
    reports = staff.get(f"/staff/reports?region={YUEXIU}")["reports"]
    return [one["report"]["number"] for one in reports]


@pytest.mark.parametrize(
    ("words", "facts", "answers", "right"),
    [
        (
            "老细拖咗我哋三个工友两个月粮,喺越秀示范路8号,我要举报",
            ["人数：3人", "欠了多久：2个月", "地点：越秀示范路8号"],
            {"单位叫什么": "明辉演示酒楼", "哪个街道": "北京街", "一共欠多少钱": "三万蚊", "聚在那里": "冇"},
            "冇错,报上去啦",
        ),
        (
            "我要举报老板脱欠我们3个人2个月公资,在越秀示范路8号",
            ["人数：3人", "地点：越秀示范路8号"],
            {
                "举报哪一种": "1",
                "欠了几个月": "2个月",
                "单位叫什么": "宏发演示酒楼",
                "哪个街道": "北京街",
                "一共欠多少钱": "3万",
                "聚在那里": "没有",
            },
            "对的",
        ),
    ],
    ids=["cantonese", "slips"],
)
def test_unpaid_wages_are_heard_from_one_sentence_and_stand_first_in_line(
    stack: Stack, *, words: str, facts: list[str], answers: Mapping[str, str], right: str
) -> None:
    with staff_of(stack, STAFF) as (staff,):
        before = _number_in(
            _filed(Citizen.arrive(stack, region=YUEXIU), "我要举报公司不签合同", employer="安泰演示商行")
        )
        citizen = Citizen.arrive(stack, region=YUEXIU)
        opened = citizen.say(words)
        assert opened["topic"] == "report"
        for fact in facts:
            assert fact in text_of(opened), "what was said is not asked again"
        assert "110" in text_of(opened)
        summary = citizen.fill_in(opened, {**answers, **ANONYMOUS})
        assert "欠的钱：30000元" in prompt_of(summary)
        filed = citizen.say(right)
        number = _number_in(filed)
        assert "绿色通道" in text_of(filed)
        assert "北京街" in text_of(filed), "where it went"
        assert "接下来" in text_of(filed)
        line = _line(staff)
        assert line.index(number) < line.index(before)
        seen = staff.get(f"/staff/reports/{number}")
        assert seen["report"]["green_lane"]
        assert (seen["name"], seen["phone"]) == (None, None)


def test_anonymous_it_is_followed_added_to_and_withdrawn_from_elsewhere_with_its_code(stack: Stack) -> None:
    filed = _filed(
        Citizen.arrive(stack, region=YUEXIU), "公司唔同我签合同,我要匿名举报", employer="利民演示士多"
    )
    number, [code] = _number_in(filed), _CODE.findall(text_of(filed))
    elsewhere = Citizen.arrive(stack)
    assert "利民演示士多" not in text_of(elsewhere.say(f"查举报 {number}")), "the number alone shows nothing"
    assert "不对" in text_of(elsewhere.say("00000-00000"))
    shown = elsewhere.say(code)
    assert "利民演示士多" in text_of(shown)
    assert "已收到" in text_of(shown)
    elsewhere.tap(shown, "补充")
    assert "要补充什么" in text_of(elsewhere.say(code)), "nothing is done by the number alone"
    assert "补上了" in text_of(elsewhere.say("老板话签咗就唔使返工"))
    with staff_of(stack, STAFF) as (staff,):
        timeline = staff.get(f"/staff/reports/{number}")["report"]["timeline"]
        assert any("唔使返工" in entry["text"] for entry in timeline)
        assert "真的要撤回" in text_of(elsewhere.say(f"我要撤回举报 {number} 查询码{code}"))
        assert "已经撤回了" in text_of(elsewhere.say("撤回啦"))
        assert staff.get(f"/staff/reports/{number}")["report"]["state"] == "withdrawn"
        assert number not in _line(staff)


def test_three_reports_on_one_employer_within_days_raise_a_warning(stack: Stack) -> None:
    tellings = [
        ("老板拖欠我工资，我要举报", "金辉演示餐饮有限公司"),
        ("老細拖我糧,我要舉報", "越秀金辉演示餐饮"),
        ("老板脱欠我公资，我要举报", "广州市金辉演示餐饮有限公司"),
    ]
    with staff_of(stack, STAFF) as (staff,):
        numbers = []
        for words, employer in tellings:
            assert not _warnings(staff, "金辉演示餐饮"), "not before the third"
            citizen = Citizen.arrive(stack, region=YUEXIU)
            numbers.append(_number_in(_filed(citizen, words, employer=employer)))
        [warning] = _warnings(staff, "金辉演示餐饮")
        assert warning["kind"] == "pattern"
        assert sorted(warning["reports"]) == sorted(numbers)
        seen = staff.post(f"/labour-warnings/{warning['id']}/acknowledgement", version=warning["version"])
        assert seen["acknowledged_by"] == STAFF


def _warnings(staff: Staff, employer: str) -> list[dict[str, Any]]:
    warnings = staff.get(f"/labour-warnings?region={YUEXIU}")["warnings"]
    return [warning for warning in warnings if employer in warning["employer"]]


def test_many_people_raise_a_warning_at_once_and_call_a_person(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    crowd = {"聚在那里": "有"}
    filed = _filed(citizen, "我哋地盘十几个人三个月冇出粮,我要举报", employer="鸿基演示工程队", **crowd)
    assert filed["state"] == "queued"
    with staff_of(stack, STAFF) as (staff,):
        [warning] = _warnings(staff, "鸿基演示工程队")
        assert (warning["kind"], warning["reports"]) == ("collective", [_number_in(filed)])


def test_a_photo_becomes_evidence_without_its_place(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    asked = citizen.fill_in(
        citizen.say("老板欠我一个人2个月工资，我要举报"),
        {"单位叫什么": "永昌演示五金店", "什么地方": PLACE, **NOTHING_KNOWN},
    )
    assert "凭证" in prompt_of(asked)
    kept = citizen.send_file("工资条.jpg", photograph())
    assert kept.status_code == 201, kept.text
    assert "收到了1个文件：工资条.jpg" in text_of(citizen.press("/file_sent"))
    summary = citizen.fill_in(citizen.say("传好喇"), ANONYMOUS)
    assert "凭证：1个文件" in prompt_of(summary)
    number = _number_in(citizen.tap(summary, "没有错"))
    with staff_of(stack, STAFF) as (staff,):
        assert staff.get(f"/staff/reports/{number}")["evidence"] == [kept.json()["id"]]
        content = staff.ask("GET", f"/files/{kept.json()['id']}").content
    with Image.open(BytesIO(content)) as picture:
        assert not picture.getexif()


def test_what_staff_do_reaches_the_conversation(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    number = _number_in(_filed(citizen, "老板拖欠我工资，我要举报", employer="兴隆演示制衣厂"))
    with staff_of(stack, STAFF) as (staff,):
        for act, note in (("take", "已经联系单位"), ("close", "单位已经付清工资")):
            version = staff.get(f"/staff/reports/{number}")["report"]["version"]
            staff.post(f"/staff/reports/{number}/steps", version=version, act=act, note=note)
            assert citizen.is_told(note)["topic"] == "report"
    assert "单位已经付清工资" in text_of(citizen.say("我嘅举报有冇结果"))
