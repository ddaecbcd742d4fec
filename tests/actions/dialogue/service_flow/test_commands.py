"""Words that steer the form, told from words that fill it in."""

import pytest

from actions.dialogue.service_flow.commands import Command, Steering, command


@pytest.mark.parametrize(
    ("text", "steering"),
    [
        ("上一步", Steering.BACK),
        ("返去上一步", Steering.BACK),
        ("我想回到上一步", Steering.BACK),
        ("先不办了", Steering.LEAVE),
        ("先不办了，谢谢", Steering.LEAVE),
        ("唔办住先", Steering.LEAVE),
        ("唔搞喇", Steering.LEAVE),
        ("取消", Steering.LEAVE),
        ("算了，不办了", Steering.LEAVE),
        ("先不辦了", Steering.LEAVE),
        ("保存，明天再来", Steering.KEEP),
        ("先不办了，明天再来", Steering.KEEP),
        ("唔搞住先，听日再嚟", Steering.KEEP),
        ("等下再填", Steering.KEEP),
        ("听日再嚟", Steering.KEEP),
        ("今天先填到这里", Steering.KEEP),
        ("等我找到证件再填", Steering.KEEP),
        ("儲存", Steering.KEEP),
        ("重新开始", Steering.RESTART),
        ("從頭來", Steering.RESTART),
        ("删掉这份", Steering.DISCARD),
        ("我填了什么", Steering.OVERVIEW),
        ("到哪一步了", Steering.OVERVIEW),
        ("再说一遍", Steering.AGAIN),
        ("睇唔明", Steering.AGAIN),
    ],
)
def test_command(text: str, steering: Steering) -> None:
    assert command(text) == Command(steering)


@pytest.mark.parametrize(
    ("text", "what", "to"),
    [
        ("改手机号", "手机号", ""),
        ("我要改一下住址", "住址", ""),
        ("手机号写错了", "手机号", ""),
        ("身份证号填错咗", "身份证号", ""),
        ("把手机号改成13800138000", "手机号", "13800138000"),
        ("离职日期改为 2026年3月1日。", "离职日期", "2026年3月1日"),
    ],
)
def test_change(text: str, what: str, to: str) -> None:
    assert command(text) == Command(Steering.CHANGE, what, to)


@pytest.mark.parametrize(
    "text",
    ["不", "不是", "没有", "不要", "张三", "跳过", "不填", "我承诺", "13800138000", "我不想找工作", ""],
)
def test_answers_are_no_commands(text: str) -> None:
    assert command(text) is None
