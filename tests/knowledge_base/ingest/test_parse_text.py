"""Plain text in every usual encoding, and Markdown."""

import pytest

from knowledge_base.ingest.read import read_document
from tests.knowledge_base.ingest.samples import PAGE, own_text, paths, read_text, rows_of, table_of

MARKDOWN = """
# 青禾区花园管理办法

## 登记

园艺站**每周**登记一次花园,详见[登记表](http://example.org/form)。

- 带身份证
- 带花园照片

### 时限

| 事项 | 时限 |
| --- | --- |
| 花园登记 | 3天 |
| 苗圃登记 | **5天** |

## 发放

每年春秋两季发放花种。
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert read_document("plan.txt", PAGE.encode(encoding)) == read_text(PAGE)


def test_a_short_text_in_gbk_is_not_taken_for_another_language() -> None:
    text = "花园管理办法\n一、登记\n居民带身份证到窗口登记花园。"
    assert read_document("a.txt", text.encode("gbk")).text == text


def test_line_ends_of_windows_make_no_difference() -> None:
    assert read_document("plan.txt", PAGE.replace("\n", "\r\n").encode()) == read_text(PAGE)


def test_markdown_headings_lists_and_tables() -> None:
    parsed = read_text(MARKDOWN, name="plan.md")
    assert paths(parsed) == [("登记",), ("登记", "时限"), ("发放",)]
    assert own_text(parsed, "登记") == "园艺站每周登记一次花园,详见登记表。\n带身份证\n带花园照片"
    assert rows_of(table_of(parsed)) == (("花园登记", "3天"), ("苗圃登记", "5天"))
