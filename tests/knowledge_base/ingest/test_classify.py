"""What an official passage states, by the heading it stands under and how it reads."""

from dataclasses import replace

import pytest

from knowledge_base.ingest.classify import kind_of_passage
from knowledge_base.kinds import kinds_told
from knowledge_base.models import PointKind, Source
from tests.knowledge_base.samples import chunk

PLAN = "青禾区花园发展“十四五”规划"
TASKS = ("三、主要任务", "(一)登记", "简化登记")


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        (("一、新形势、新起点", "(一)发展基础", "2.花园增多,就业形势向好"), "累计登记812人。", "record"),
        (("一、新形势、新起点", "(一)发展基础"), "办了3届花展。", "record"),
        (("第一章 起点", "第二节 机遇挑战", "(二)面临挑战"), "园丁仍然不足。", "record"),
        (("一、起点", "(二)面临形势", "1.花价上涨"), "花价逐年上涨。", "record"),
        (("二、蓝图", "(三)发展目标", "花园更多"), "“十四五”期间,花园登记率达95%。", "target"),
        (("二、蓝图", "(三)主要目标"), "新增花园160座。", "target"),
        (("二、蓝图", "(三)主要目标"), "花园更美,园丁更多。", "measure"),
        (TASKS, "到2025年,建成300座花园。", "target"),
        (TASKS, "展望2035年,花园遍布全区。", "target"),
        (TASKS, "花园荒废率控制在3.5%以内。", "target"),
        (TASKS, "选不少于10个花园提速登记。", "measure"),
        (TASKS, "登记原则上不超过30分钟。", "measure"),
        (TASKS, "限时登记的,提速50%以上。", "measure"),
        (TASKS, "推进登记便民,优化18个站点。", "measure"),
        (TASKS, "截至2020年,登记812人。", "record"),
        ((*TASKS, "专栏3 培训园丁"), "开展培训10万人次以上。", "target"),
        ((*TASKS, "专栏3 培训园丁"), "5年内举办不少于20场花展。", "target"),
        ((*TASKS, "专栏3 培训园丁"), "鼓励3A级花园参加。", "measure"),
        (("二、蓝图", "(二)基本原则"), "坚持以花为本。", None),
    ],
)
def test_heading_and_wording_tell_the_kind(path: tuple[str, ...], text: str, kind: str | None) -> None:
    assert kind_of_passage(text, path, title=PLAN) == (PointKind(kind) if kind else None)


MIXED = replace(
    chunk("推广登记站,派驻专员,送服务进花园和苗圃。到2025年,建成300座花园。"),
    path=TASKS,
    kind=PointKind.TARGET,
    is_table_row=False,
)


AIM, MEASURE = PointKind.TARGET, PointKind.MEASURE


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("推广登记站,派驻专员,送服务进花园和苗圃。", (MEASURE,)),
        ("到2025年,建成300座花园。", (AIM,)),
        ("推广登记站。到2025年,建成300座花园。", (AIM,)),
        (MIXED.text, (AIM, MEASURE)),
    ],
)
def test_of_a_passage_that_ends_with_an_aim_the_rest_is_a_measure(
    told: str, kinds: tuple[PointKind, ...]
) -> None:
    assert kinds_told(MIXED, told) == kinds


def test_under_a_heading_of_aims_nothing_is_a_measure() -> None:
    assert kinds_told(replace(MIXED, path=("二、蓝图", "(三)发展目标")), MIXED.text) == (AIM,)


def test_a_row_of_aims_and_our_own_points_are_of_one_kind() -> None:
    assert kinds_told(replace(MIXED, is_table_row=True), "花园: 300") == (AIM,)
    assert kinds_told(replace(MIXED, source=Source.POLICY_POINT), "推广登记站。") == (AIM,)
