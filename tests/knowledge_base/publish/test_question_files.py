"""Files of questions are read whole or refused with the row and what is wrong with it."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from knowledge_base.checks import Expected, Question
from knowledge_base.errors import QuestionsRefused
from knowledge_base.publish.question_files import (
    LARGEST_BYTES,
    MOST_QUESTIONS,
    read_questions,
    sample_xlsx,
    write_jsonl,
    write_xlsx,
)

QUESTIONS = (
    Question(
        text="灯笼登记要几天",
        region="440104",
        history=("渡船卡要钱吗",),
        expected=Expected.ANSWER,
        facts=(("10个工作日", "十个工作日"), ("材料齐全",)),
        must_not=("当天",),
        document="lanterns",
        category="办理时限",
        note="常问",
    ),
    Question(text="=SUM(1,2)是什么", expected=Expected.REFUSE),
    Question(text="只比较，不判对错"),
)


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_what_was_written_as_jsonl_is_read_the_same() -> None:
    assert read_questions("a.jsonl", write_jsonl(QUESTIONS)).questions == QUESTIONS


def test_what_was_written_as_a_table_is_read_the_same_and_holds_no_formula() -> None:
    written = write_xlsx(QUESTIONS)
    assert read_questions("题目.XLSX", written).questions == QUESTIONS
    cells = [cell for row in load_workbook(BytesIO(written)).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}


def test_the_sample_can_be_brought_in_as_it_is() -> None:
    [question] = read_questions("sample.xlsx", sample_xlsx()).questions
    assert question.region == "440104"
    assert question.facts == (("10个工作日", "十个工作日"), ("60日",))


def test_columns_may_stand_in_any_order_and_others_are_ignored() -> None:
    content = xlsx(
        ("备注", "谁写的", "问题", "地区"), ("急", "老李", "几天办好", "越秀"), (None, None, None, None)
    )
    [question] = read_questions("a.xlsx", content).questions
    assert (question.text, question.region, question.note) == ("几天办好", "440104", "急")


def test_lines_of_the_evaluation_are_taken_but_for_what_the_conversation_does() -> None:
    content = (
        '{"id": "a", "question": "几天办好", "region": "yuexiu", "behaviour": "answer", "facts": [["2天"]],'
        ' "document": "yuexiu", "part": "tuning"}\n\n'
        '{"question": "我要评价", "behaviour": "feedback"}\n'
    )
    read = read_questions("questions.jsonl", content.encode())
    assert [(one.region, one.document) for one in read.questions] == [("440104", "yuexiu-hrss-14fyp")]
    assert read.left_out == (3,)


def test_what_identifies_a_person_is_masked() -> None:
    content = '{"question": "我的电话13800138000，几天办好"}'
    [question] = read_questions("a.jsonl", content.encode()).questions
    assert "13800138000" not in question.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"x", "只收 Excel"),
        ("a.xlsx", b"not a zip", "打不开"),
        ("a.xlsx", xlsx(("题目",), ("几天",)), "没有“问题”这一列"),
        ("a.xlsx", xlsx(("问题", "应当怎样回应"), ("几天", "随便")), "第 2 行的“应当怎样回应”写的是“随便”"),
        ("a.xlsx", xlsx(("问题", "地区"), ("几天", "火星区")), "第 2 行的地区“火星区”不认识"),
        ("a.xlsx", xlsx(("问题",)), "没有一道题"),
        ("a.jsonl", "{坏了".encode(), "第 1 行"),
        ("a.jsonl", b"[1]", "第 1 行"),
        ("a.jsonl", "问题".encode("gbk"), "UTF-8"),
        ("a.jsonl", b'{"question": ""}', "第 1 行的“问题”"),
        ("a.jsonl", b'{"question": "' + b"x" * 1001 + b'"}', "第 1 行的“问题”"),
        ("a.jsonl", b" " * (LARGEST_BYTES + 1), "最多 5 MB"),
        ("a.jsonl", b'{"question": "x"}\n' * (MOST_QUESTIONS + 1), "最多 2000 题"),
    ],
)
def test_a_file_that_cannot_be_taken_in_says_where_and_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(QuestionsRefused) as refused:
        read_questions(name, content)
    assert said in refused.value.message
