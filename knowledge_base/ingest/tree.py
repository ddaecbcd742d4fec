"""From blocks to the whole text and its section tree.

A section's own text is what stands under its heading: the heading line is in the whole text but in no
section, except a topic sentence, which is part of its paragraph and so of the section that it opens. A
section with nothing of its own has `start == end`. Where a heading's text goes on after a box or a table,
it has several sections of the same path, one for each stretch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.ingest.blocks import Block, GivenHeading, Paragraph, TableBlock, squeeze
from knowledge_base.ingest.headings import Heading, Level, heading_of, is_table_title
from knowledge_base.ingest.list_items import list_items
from knowledge_base.models import Section

IN_BOX = 1000  # added to the level of what stands inside a box


@dataclass
class _Node:
    level: int
    title: str
    had_dashes: bool = False
    last_number: int = 0
    indented: bool = False
    had_table: bool = False
    is_given: bool = False

    @property
    def is_run_in(self) -> bool:
        return not self.is_given and self.level % IN_BOX in (Level.DASH, Level.TOPIC)


@dataclass
class _Tree:
    title: str
    lines: list[str] = field(default_factory=list)
    length: int = 0
    sections: list[Section] = field(default_factory=list)
    stack: list[_Node] = field(default_factory=list)
    body_is_indented: bool = False
    extends: bool = False
    colon_above: bool = False

    def line(self, text: str) -> tuple[int, int]:
        """Add a line to the whole text; its offsets."""
        start = self.length + (1 if self.lines else 0)
        self.lines.append(text)
        self.length = start + len(text)
        return start, self.length

    def bare(self, text: str) -> None:
        self.line(text)
        self.extends = False

    def path(self) -> tuple[str, ...]:
        return tuple(node.title for node in self.stack) or (self.title,)

    def own(self, start: int, end: int) -> None:
        """Text of the section that is open."""
        path = self.path()
        last = self.sections[-1] if self.sections else None
        if self.extends and last and last.path == path and last.table is None:
            first = start if last.start == last.end else last.start
            self.sections[-1] = replace(last, start=first, end=end)
        else:
            self.sections.append(Section(path, start, end))
        self.extends = True

    def open(self, node: _Node) -> None:
        while self.stack and self.stack[-1].level >= node.level:
            self.stack.pop()
        if node.level % IN_BOX == Level.NAMED:
            self.stack.clear()
        self.stack.append(node)
        self.sections.append(Section(self.path(), self.length, self.length))
        self.extends = True

    @property
    def box(self) -> _Node | None:
        return next((node for node in self.stack if node.level == Level.BOX), None)

    @property
    def may_have_topics(self) -> bool:
        """An introduction before the first heading, or one that is named so, is plain prose."""
        return bool(self.stack) and self.stack[-1].level % IN_BOX != Level.NAMED

    def leave_box(self) -> None:
        while self.box:
            self.stack.pop()

    def leave_run_in(self) -> None:
        while self.stack and self.stack[-1].is_run_in:
            self.stack.pop()
            self.extends = False


def build(
    blocks: Sequence[Block], *, title: str | None, bare_lines: frozenset[str]
) -> tuple[str, tuple[Section, ...]]:
    """The whole text and the sections in reading order. `bare_lines` (squeezed) belong to no section."""
    tree = _Tree(title or "")
    items = list_items(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, TableBlock):
            _add_table(tree, block)
            continue
        if not tree.stack and squeeze(block.text) in bare_lines:
            tree.bare(block.text)
            continue
        if block.given is not None:
            _add_given(tree, block, block.given)
            continue
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        heading = None if index in items else _heading(block, before_table=isinstance(below, TableBlock))
        if heading and heading.level == Level.TOPIC and not tree.may_have_topics:
            heading = None
        _add_paragraph(tree, block, heading, is_item=index in items)
    return "\n".join(tree.lines), tuple(tree.sections)


def _heading(block: Paragraph, *, before_table: bool) -> Heading | None:
    if before_table and is_table_title(block.text):
        return Heading(Level.BOX, block.text.rstrip("。"))
    return heading_of(block)


def _add_table(tree: _Tree, block: TableBlock) -> None:
    tree.leave_run_in()
    spans: dict[int, tuple[int, int]] = {}
    start = tree.length + (1 if tree.lines else 0)
    for line in block.lines:
        span = tree.line(line.text)
        if line.row is not None:
            spans[line.row] = span
    last = tree.sections[-1] if tree.sections else None
    if last and last.path == tree.path() and last.start == last.end:
        tree.sections.pop()
    row_spans = tuple(spans[row] for row in range(len(block.table.rows)))
    tree.sections.append(Section(tree.path(), start, tree.length, block.table, row_spans))
    tree.extends = False
    if tree.box:
        tree.box.had_table = True


def _add_paragraph(tree: _Tree, block: Paragraph, heading: Heading | None, *, is_item: bool) -> None:
    if tree.box and _ends_box(tree, tree.box, block, heading):
        tree.leave_box()
        tree.extends = False
    if heading is None:
        if not (is_item or tree.colon_above):
            tree.leave_run_in()
        tree.own(*tree.line(block.text))
    else:
        _open_heading(tree, block, heading)
    tree.colon_above = block.text.endswith((":", "\uff1a")) or (is_item and tree.colon_above)
    if heading is None or heading.run_in:
        tree.body_is_indented = tree.body_is_indented or (block.indented and not tree.box)


def _add_given(tree: _Tree, block: Paragraph, given: GivenHeading) -> None:
    """A heading where a person put it, or text that stays in the section above it."""
    if given.depth == 0:
        tree.own(*tree.line(block.text))
        return
    natural = heading_of(block)
    sibling = tree.stack[given.depth - 1] if len(tree.stack) >= given.depth else None
    del tree.stack[given.depth - 1 :]
    node = _Node(_given_level(tree.stack, sibling, natural), given.title or block.text, is_given=True)
    if given.title is None:
        tree.line(block.text)
        tree.open(node)
    else:
        tree.open(node)
        tree.own(*tree.line(block.text))


def _given_level(above: Sequence[_Node], sibling: _Node | None, natural: Heading | None) -> int:
    """As deep as the section beside it, or as its shape says below the one above it."""
    parent = above[-1].level if above else 0
    for level in (sibling.level if sibling else 0, natural.level if natural else 0):
        if level > parent and level % IN_BOX != Level.NAMED:
            return level
    return parent + 1 if above else Level.MAJOR


def _open_heading(tree: _Tree, block: Paragraph, heading: Heading) -> None:
    level = heading.level
    if level == Level.BOX:
        tree.leave_box()
        tree.leave_run_in()
    elif tree.box:
        tree.box.last_number = heading.number or tree.box.last_number
        level += IN_BOX
    if level % IN_BOX == Level.DASH:
        _mark_dashes(tree, level)
    node = _Node(level, heading.title, indented=block.indented)
    if heading.run_in:
        tree.open(node)
        tree.own(*tree.line(block.text))
    else:
        tree.line(block.text)
        tree.open(node)


def _mark_dashes(tree: _Tree, level: int) -> None:
    above = [node for node in tree.stack if node.level < level]
    if above:
        above[-1].had_dashes = True


def _ends_box(tree: _Tree, box: _Node, block: Paragraph, heading: Heading | None) -> bool:
    """Whether a paragraph no longer belongs to the box above it.

    A heading from 一、 up always ends it. Else, where the body is indented and the box is not, that tells;
    elsewhere the shape does.
    """
    if heading and (heading.level <= Level.MAJOR or heading.level in (Level.BOX, Level.NAMED)):
        return True
    if tree.body_is_indented and not box.indented:
        return block.indented
    if heading is None or heading.level == Level.TOPIC:
        return box.had_table and not block.text.startswith(("注", "备注", "说明"))
    return _shape_ends_box(tree, box, heading)


def _shape_ends_box(tree: _Tree, box: _Node, heading: Heading) -> bool:
    """A number that does not go on counting inside the box, a ——item where its section had such items."""
    if heading.level in (Level.NUMBER, Level.BRACKET):
        return box.had_table or heading.number not in (1, box.last_number + 1)
    if heading.level == Level.DASH:
        enclosing = [node for node in tree.stack if node.level < Level.BOX]
        return box.had_table or bool(enclosing and enclosing[-1].had_dashes)
    return True
