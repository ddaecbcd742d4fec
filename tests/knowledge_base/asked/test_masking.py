"""Nobody can be told from what is kept of a question."""

import pytest

from knowledge_base.asked.masking import mask


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我叫陈大勇想问失业登记", "我叫陈**想问失业登记"),
        ("我叫王芳，电话13812345678", "我叫王*，电话138****5678"),
        ("我是陈大勇，身份证440102199001011234", "我是陈**，身份证440***********1234"),
        ("我是王建国", "我是王**"),
        ("本人李明，今年45岁", "本人李*，今年45岁"),
        ("姓名：欧阳小青", "姓名：欧阳**"),
        ("我叫小李,在工地干活", "我叫小*,在工地干活"),
        ("我是赵小刚想问工资", "我是赵**想问工资"),
    ],
)
def test_numbers_and_names_are_starred_out(said: str, kept: str) -> None:
    assert mask(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "我是毕业生，想问补贴",
        "我是程序员",
        "我是司机，被拖欠工资",
        "我是包工头，",
        "我是应届毕业生",
        "我是温州人，",
        "我是单亲妈妈",
        "我是高管",
        "我叫了外卖",
        "我叫人帮我查",
        "本人户口在外地",
        "失业登记找12345还是12333",
    ],
)
def test_what_somebody_is_stays_readable(said: str) -> None:
    assert mask(said) == said
