"""What can go wrong in the knowledge base.

KnowledgeError
├── QuestionEmpty           nothing was asked
├── QuestionTooLong         more than a question
├── RegionUnknown           not a code we know
├── DateUnreadable          not a day of the calendar
├── DocumentRefused         a file that cannot be taken in; the message says why
│   ├── FormatUnknown       not one of html, docx, pdf, txt, md
│   ├── ContentMismatch     the bytes are not what the name says
│   ├── TextMissing         a scan, or an empty file
│   ├── FileTooLarge
│   └── TableBroken         a table whose cells cannot be put back into rows
├── PolicyPointsInvalid     a file of policy points that cannot be used; names the file and the point
├── DocumentUnknown         no document or version of that id
├── SupersededByItself      documents that would each take the other's place
├── EmbedderFailed          the embedder did not answer
├── ModelFailed             the language model did not say anything usable; the reason says why
├── IndexMismatch           the index was built with another embedder
├── IndexUnavailable        the index cannot be read or written
├── ServiceRunning          another process owns the index
└── KnowledgeUnavailable    (client side) the service did not answer, or not in our format
"""

from http import HTTPStatus

from chassis.errors import CivicError


class KnowledgeError(CivicError):
    code = "knowledge_error"


class QuestionEmpty(KnowledgeError):
    code = "text_empty"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "您还没有写问题，请先输入想问的内容。"


class QuestionTooLong(KnowledgeError):
    code = "text_too_long"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "问题太长了，一次最多 1000 个字。请先问最要紧的一件。"


class RegionUnknown(KnowledgeError):
    code = "region_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "没有这个地区的代码。目前有广州市越秀区(440104)和深圳市龙华区(440309)。"


class DateUnreadable(KnowledgeError):
    code = "date_unreadable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "日期读不出来，请写成年-月-日，例如 2025-01-01。"


class DocumentRefused(KnowledgeError):
    code = "document_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这份文件不能收入知识库。"


class FormatUnknown(DocumentRefused):
    code = "format_unknown"
    message = "只收网页(.html)、Word(.docx)、PDF、纯文本(.txt)和 Markdown(.md)文件。"


class ContentMismatch(DocumentRefused):
    code = "content_mismatch"
    message = "文件内容和文件名的类型对不上，请确认文件没有改错后缀或损坏。"


class TextMissing(DocumentRefused):
    code = "text_missing"
    message = "文件里没有读到文字。如果是扫描件，请换成可以选中文字的版本。"


class FileTooLarge(DocumentRefused):
    code = "file_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = "文件太大，单个文件最多 30 MB。"


class TableBroken(DocumentRefused):
    code = "table_broken"
    message = "文件里有一张表缺了格子，无法对上行列，请补全后再上传。"


class DocumentUnknown(KnowledgeError):
    code = "document_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这份文件。"


class SupersededByItself(KnowledgeError):
    """A chain of documents that ends where it began."""

    code = "superseded_by_itself"
    status = HTTPStatus.CONFLICT
    message = "这两份文件会互相替代，没有改动。请核对哪一份在后。"


class EmbedderFailed(KnowledgeError):
    code = "embedder_failed"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "检索服务暂时不可用，请稍后再试，或拨打 12345。"


class ModelFailed(KnowledgeError):
    """Never reaches a reader: the answer is made without the model.

    Attributes:
        reason: a word to count by, such as `timeout`.
        prompt_tokens, completion_tokens: what the failed call was charged for all the same.
    """

    code = "model_failed"
    status = HTTPStatus.BAD_GATEWAY

    def __init__(
        self, detail: str, *, reason: str, prompt_tokens: int = 0, completion_tokens: int = 0
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.prompt_tokens = prompt_tokens
        self.completion_tokens = completion_tokens


class IndexMismatch(KnowledgeError):
    code = "index_mismatch"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "索引需要重建，请稍后再试，或拨打 12345。"


class IndexUnavailable(KnowledgeError):
    code = "index_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "检索服务暂时不可用，请稍后再试，或拨打 12345。"


class ServiceRunning(KnowledgeError):
    code = "service_running"
    status = HTTPStatus.CONFLICT
    message = "知识服务正在运行，索引由它独占。请先停止服务(make stop)再装载。"


class KnowledgeUnavailable(KnowledgeError):
    code = "knowledge_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "查政策的服务暂时连不上，请稍后再试，或拨打 12345。"
