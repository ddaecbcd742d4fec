"""What stands around a document on its page: navigation, publication line, contents, the page's foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.ingest.blocks import Block, Paragraph, squeeze
from knowledge_base.ingest.headings import Level, heading_of, numbering

SEARCHED_FOR_TITLE = 80
LONGEST_FURNITURE = 160
LONGEST_ENTRY = 90
FEWEST_ENTRIES = 5

_KINDS = (
    "规划|计划|通知|通告|公告|办法|方案|意见|细则|规定|条例|指南|决定|措施|纲要|指引|清单|批复|规程|制度|标准|目录|条款|政策|"
    "要点|须知|指标|函"
)
_TITLE = re.compile(rf"(?:{_KINDS})(?:[(\uff08\[〔][^()\uff08\uff09]{{1,20}}[)\uff09\]〕])?$")
_HALF_TITLE = re.compile(r"(?:关于|人民政府|办公室|局|委员会|厅|印发|转发|“?十[一二三四五六]五”?)$")
_LABEL = (
    r"发布日期|发布时间|公开日期|日期|时间|来源|文章来源|信息来源|发布机构|发文机关|发文单位|字体|字体大小|字号|浏览次数|"
    r"浏览|访问量|当前位置|您的位置|您现在的位置|索引号|分类|主题分类|主题词|成文日期|生成日期|生效日期|失效日期|名称|文号|"
    r"发文字号|有效性|效力状态|作者|编辑|责任编辑"
)
_META = re.compile(
    rf"^[【\[]?\s*(?:{_LABEL})\s*[:\uff1a]|^(?:本?文件|本?通知)?(?:现?已)?(?:经)?(?:失效|废止)$|^首页\s*[>›»]"
)
_FOOT = re.compile(
    r"^(?:公开方式|相关解读|相关文件|相关附件|相关链接|相关阅读|解读链接|浏览次数|分享(?:到)?\s*[:\uff1a]?$|上一篇|下一篇|"
    r"扫一扫|主办(?:单位)?\s*[:\uff1a]|承办(?:单位)?\s*[:\uff1a]|版权所有|网站标识码|您是第|电脑版|手机版|联系方式$|"
    r"联系我们|网站地图|打印本页|关闭窗口|返回顶部|附件下载|抄送\s*[:\uff1a])"
    r"|返回顶部|打印本页|关闭窗口|网站地图|ICP备|公网安备|网站标识码|政府网站找错|\d日印发$"
)
_CONTENTS = {"目录", "目次"}
_LEADERS = re.compile(r"[.…·\s]*\d*$")


@dataclass(frozen=True)
class Title:
    """The title, and the blocks that it fills."""

    text: str
    start: int
    end: int


def find_title(blocks: Sequence[Block]) -> Title | None:
    """The first line that ends as the title of an official document does; else the first stated heading."""
    front = blocks[:SEARCHED_FOR_TITLE]
    for index, block in enumerate(front):
        if not isinstance(block, Paragraph) or not _may_be_title(block):
            continue
        if _TITLE.search(block.text) and len(block.text) >= 6:
            return Title(block.text, index, index + 1)
        below = front[index + 1] if index + 1 < len(front) else None
        if isinstance(below, Paragraph) and _HALF_TITLE.search(block.text) and _TITLE.search(below.text):
            return Title(block.text + below.text, index, index + 2)
    for index, block in enumerate(front):
        if isinstance(block, Paragraph) and block.level == 1 and numbering(block.text) is None:
            return Title(block.text, index, index + 1)
    return None


def _may_be_title(block: Paragraph) -> bool:
    text = block.text
    if len(text) > 80 or re.search(r"[>|,\uff0c。;\uff1b]", text) or is_page_line(text):
        return False
    return numbering(text) is None and not text.startswith(("《", "附件"))


def is_page_line(text: str) -> bool:
    """A line that the page says of the document: labels, position, validity."""
    return len(text) <= LONGEST_FURNITURE and bool(_META.search(text))


def find_end(blocks: Sequence[Block]) -> int:
    """Where the document ends and the foot of the page begins."""
    start = len(blocks)
    while start and _may_be_foot(blocks[start - 1]):
        start -= 1
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph) and _FOOT.search(block.text):
            return index
    return len(blocks)


def _may_be_foot(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    return bool(_FOOT.search(block.text)) or (len(block.text) <= 60 and not block.text.endswith("。"))


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without a table of contents: lines that all come again as headings."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and squeeze(block.text) in _CONTENTS:
            end = _contents_end(blocks, index + 1)
            if end > index + 1:
                return [*blocks[:index], *blocks[end:]]
    return _without_untitled_contents(blocks)


def _contents_end(blocks: Sequence[Block], start: int) -> int:
    """The place where the first entry comes again as a heading; `start` when it never does."""
    first = _entry(blocks[start]) if start < len(blocks) else None
    if first is None:
        return start
    for index in range(start + 1, len(blocks)):
        entry = _entry(blocks[index])
        if entry is None:
            return start
        if entry == first:
            return index
    return start


def _without_untitled_contents(blocks: Sequence[Block]) -> list[Block]:
    for start, block in enumerate(blocks):
        if not _is_heading(block):
            continue
        end = start
        while end < len(blocks) and _is_heading(blocks[end]):
            end += 1
        again = _contents_end(blocks, start)
        if start + FEWEST_ENTRIES <= again <= end:
            return [*blocks[:start], *blocks[again:]]
        return list(blocks)
    return list(blocks)


def _is_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    heading = heading_of(block)
    return heading is not None and not heading.run_in and heading.level != Level.BOX


def _entry(block: Block) -> str | None:
    if not isinstance(block, Paragraph) or len(block.text) > LONGEST_ENTRY:
        return None
    return squeeze(_LEADERS.sub("", block.text)).rstrip("。")
