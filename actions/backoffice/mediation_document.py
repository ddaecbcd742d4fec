"""A request for mediation as a Word document: A4, Chinese fonts by name, blanks where nothing is known."""

import unicodedata
from datetime import date, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from actions.backoffice.texts import Texts
from actions.wire.mediation import MediationRequest

_BODY_FONT = "宋体"
_HEADING_FONT = "黑体"
_LATIN_FONT = "Times New Roman"
_BODY_SIZE = Pt(12)
_TITLE_SIZE = Pt(20)
_SMALL_SIZE = Pt(10)
_DRAFT_COLOUR = RGBColor(0xB0, 0x20, 0x20)
_LABEL_WIDTH = Cm(3.2)
_VALUE_WIDTH = Cm(12.8)
_AUTHOR = "办事通"


class Labels(Texts):
    name: str
    identity_number: str
    phone: str
    address: str
    employer: str
    employer_address: str
    representative: str
    employer_phone: str
    region: str


class MediationTexts(Texts):
    """`evidence_lines` is how many empty lines there are for a list of the evidence."""

    file_name: str
    title: str
    draft_notice: str
    draft_mark: str
    applicant_heading: str
    employer_heading: str
    claims_heading: str
    facts_heading: str
    evidence_heading: str
    evidence_note: str
    labels: Labels
    employed_since: str
    employed_unknown: str
    day: str
    to: str
    body: str
    signature: str
    date: str
    evidence_lines: int


def compose(
    request: MediationRequest, texts: MediationTexts, *, region_name: str, made_at: datetime
) -> bytes:
    """The DOCX. What Word could not hold of the citizen's words is left out."""
    document = _page(texts, made_at)
    _title(document, texts)
    _parties(document, request, texts, region_name)
    _heading(document, texts.claims_heading)
    for number, claim in enumerate(request.claims, start=1):
        _line(document, f"{number}. {_typed(claim)}")
    _heading(document, texts.facts_heading)
    _line(document, _employed(request.employed_since, texts), indented=True)
    for paragraph in _typed(request.facts).splitlines():
        _line(document, paragraph.strip(), indented=True)
    _evidence(document, texts)
    _ending(document, texts)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(texts: MediationTexts, made_at: datetime) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = document.styles["Normal"]
    _set_font(normal, normal.element.get_or_add_rPr(), _BODY_FONT)
    normal.font.size = _BODY_SIZE
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(0)
    mark = section.footer.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.add_run(texts.draft_mark).font.size = _SMALL_SIZE
    about = document.core_properties
    about.author = about.last_modified_by = _AUTHOR
    about.title, about.comments, about.language = texts.title, "", "zh-CN"
    about.created = about.modified = made_at.replace(tzinfo=None)
    return document


def _title(document: WordDocument, texts: MediationTexts) -> None:
    notice = document.add_paragraph().add_run(texts.draft_notice)
    notice.font.size, notice.font.color.rgb = _SMALL_SIZE, _DRAFT_COLOUR
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(texts.title)
    run.bold, run.font.size = True, _TITLE_SIZE
    _set_font(run, run._element.get_or_add_rPr(), _HEADING_FONT)


def _parties(
    document: WordDocument, request: MediationRequest, texts: MediationTexts, region_name: str
) -> None:
    labels = texts.labels
    applicant = {
        labels.name: request.applicant,
        labels.identity_number: "",
        labels.phone: request.phone,
        labels.address: "",
    }
    employer = {
        labels.employer: request.employer,
        labels.employer_address: request.employer_address,
        labels.representative: "",
        labels.employer_phone: "",
        labels.region: region_name,
    }
    for heading, rows in ((texts.applicant_heading, applicant), (texts.employer_heading, employer)):
        _heading(document, heading)
        _table(document, rows)


def _table(document: WordDocument, rows: dict[str, str]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for label, value in rows.items():
        cells = table.add_row().cells
        cells[0].width, cells[1].width = _LABEL_WIDTH, _VALUE_WIDTH
        cells[0].text, cells[1].text = label, _typed(value)


def _evidence(document: WordDocument, texts: MediationTexts) -> None:
    _heading(document, texts.evidence_heading)
    document.add_paragraph().add_run(texts.evidence_note).font.size = _SMALL_SIZE
    for number in range(1, texts.evidence_lines + 1):
        _line(document, f"{number}. " + "_" * 40)


def _ending(document: WordDocument, texts: MediationTexts) -> None:
    _line(document, texts.to, indented=True)
    _line(document, texts.body)
    for text in ("", texts.signature, texts.date):
        _line(document, text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _heading(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.bold = True
    _set_font(run, run._element.get_or_add_rPr(), _HEADING_FONT)


def _line(document: WordDocument, text: str, *, indented: bool = False) -> Paragraph:
    paragraph = document.add_paragraph(text)
    if indented:
        paragraph.paragraph_format.first_line_indent = _BODY_SIZE * 2
    return paragraph


def _set_font(styled: Run | ParagraphStyle, properties: CT_RPr, chinese: str) -> None:
    """python-docx sets the font of Latin letters only."""
    styled.font.name = _LATIN_FONT
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), chinese)


def _employed(since: date | None, texts: MediationTexts) -> str:
    if since is None:
        return texts.employed_unknown
    return texts.employed_since.format(
        day=texts.day.format(year=since.year, month=since.month, day=since.day)
    )


def _typed(text: str) -> str:
    """XML holds no control characters and no half surrogates."""
    return "".join(
        character
        for character in text.strip()
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )
