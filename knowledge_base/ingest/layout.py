"""A document between its file and its text: the head, and the blocks of the body in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.errors import TextMissing
from knowledge_base.ingest.blocks import Block, Paragraph, squeeze
from knowledge_base.ingest.broken_lines import join_broken
from knowledge_base.ingest.flattened_tables import rebuild
from knowledge_base.ingest.furniture import find_end, find_title, is_page_line, without_contents
from knowledge_base.ingest.head import is_addressee, read_head
from knowledge_base.ingest.headings import heading_of
from knowledge_base.ingest.tree import build
from knowledge_base.models import DocumentHead, ParsedDocument

FEWEST_CHARACTERS = 20


@dataclass(frozen=True)
class Layout:
    """`bare_lines` (squeezed) only repeat the head and belong to no section."""

    head: DocumentHead
    body: tuple[Block, ...]
    bare_lines: frozenset[str]


def lay_out(blocks: Sequence[Block], *, name: str = "") -> Layout:
    """Raises: TextMissing, TableBroken."""
    demand_text(name, blocks)
    title = find_title(blocks)
    end = find_end(blocks)
    front = read_head(blocks, title=title, end=end)
    body = _body(blocks[title.start if title else 0 : end], front.bare_lines)
    demand_text(name, body)
    return Layout(front.head, tuple(join_broken(rebuild(body))), front.bare_lines)


def assemble(layout: Layout) -> ParsedDocument:
    """The whole text with its sections."""
    text, sections = build(layout.body, title=layout.head.title, bare_lines=layout.bare_lines)
    return ParsedDocument(layout.head, text, sections)


def demand_text(name: str, blocks: Sequence[Block]) -> None:
    """Raises: TextMissing."""
    count = 0
    for block in blocks:
        lines = [block.text] if isinstance(block, Paragraph) else [line.text for line in block.lines]
        count += sum(len(squeeze(line)) for line in lines)
    if count < FEWEST_CHARACTERS:
        raise TextMissing(f"{name!r} holds {count} characters of text")


def _body(blocks: Sequence[Block], bare_lines: frozenset[str]) -> list[Block]:
    """The document's own blocks: no page lines in front, no second title, no table of contents."""
    seen: set[str] = set()
    kept: list[Block] = []
    in_front = True
    for block in without_contents(blocks):
        if in_front and isinstance(block, Paragraph):
            line = squeeze(block.text)
            if is_page_line(block.text) or line in seen:
                continue
            if line in bare_lines or is_addressee(block.text):
                seen.add(line)
            heading = heading_of(block)
            in_front = heading is None or heading.run_in or line in bare_lines
        kept.append(block)
    return kept
