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
│   ├── TableBroken         a table whose cells cannot be put back into rows
│   └── PackageRefused      a ZIP that is broken, locked, or unpacks to too much
├── PolicyPointsInvalid     a file of policy points that cannot be used; names the file and the point
├── DocumentUnknown         no document or version of that id
├── SupersededByItself      documents that would each take the other's place
├── ProposalUnknown         no proposal, comment or change of that number
├── TermsInvalid            days in the wrong order, or documents that cannot be replaced
├── ReasonMissing           a step that must be explained
├── SamePerson              who wrote or submitted it may not approve it
├── StepNotPossible         not from where the proposal stands
├── ProposalChanged         somebody else was faster
├── GateNotPassed           the questions fell below a floor, or were not asked yet
├── UndoImpossible          something of it was changed again
├── NoticeFailed            a notice that could not be sent
├── PointUnknown            no policy point of that id
├── PointChanged            somebody else changed the point meanwhile
├── PointNotOpen            nothing is written of it that could be submitted, returned or approved
├── OwnPoint                who wrote a point does not approve it
├── PointUnsupported        says what does not stand in its section, without a reason
├── WordingTaken            another point of the document answers the same question
├── SuggestionUnknown       no suggestion of that id that is open
├── CareChanged             somebody else changed owner or day meanwhile
├── ArchiveRefused          an archive that is not whole, or not ours; the message says why
├── ArchiveTargetInUse      there is something in the database that an archive would go into
├── AskedUnknown            no answer, group of questions, feedback or weekly report of that id
├── TriageChanged           somebody else changed its state meanwhile
├── PeriodInvalid           days in the wrong order, or too many of them
├── RunUnknown              no run of questions of that id
├── RunFinished             it is over: there is nothing to cancel
├── RunGoingOn              it is still being asked
├── TooManyRuns             more runs wait than may
├── NothingToAsk            no question that the change could touch
├── SetUnknown              no set of questions of that id
├── SetTitleTaken           another set is called that
├── CheckChanged            somebody else changed the set, the floor or the bars meanwhile
├── QuestionsRefused        a file of questions that cannot be taken in; the message says why
├── BarsInvalid             bars outside what they can be
├── BelowFloors             the questions did not pass, and nobody wrote why it goes on
├── LoadUnknown             no load of that id
├── LoadChanged             somebody else corrected or finished it meanwhile
├── LoadNotOpen             not read yet, or done with
├── NothingToLoad           neither a file nor a page was sent
├── TooManyLoads            more files wait to be read than may
├── AddressInvalid          not the address of a web page
├── CorrectionImpossible    words, a level or a value that cannot stand there
├── SameAsPublished         a text that is published already, word for word
├── VersionsNotComparable   the same version twice, or texts of two kinds
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


class PackageRefused(DocumentRefused):
    code = "package_refused"
    message = "这个压缩包打不开，或者有密码。请解压后把里面的文件拖进来。"


class LoadUnknown(KnowledgeError):
    code = "load_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这次上传。它可能已经取消，请回到列表看看。"


class LoadChanged(KnowledgeError):
    code = "load_changed"
    status = HTTPStatus.CONFLICT
    message = "您打开页面之后，别人改动过这次上传，您的改动没有保存。请刷新页面再改。"


class LoadNotOpen(KnowledgeError):
    code = "load_not_open"
    status = HTTPStatus.CONFLICT
    message = "这次上传还没有读完，或者已经处理完了，现在不能这样做。请刷新页面看看。"


class NothingToLoad(KnowledgeError):
    code = "nothing_to_load"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "还没有选文件。请选一个或几个文件，或者粘贴网页的内容。"


class TooManyLoads(KnowledgeError):
    code = "too_many_loads"
    status = HTTPStatus.CONFLICT
    message = "排队等着读的文件太多了，请等前面的读完再上传。"


class AddressInvalid(KnowledgeError):
    code = "address_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "网址不对，请写完整的网址，以 http:// 或 https:// 开头。"


class CorrectionImpossible(KnowledgeError):
    code = "correction_impossible"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这一处不能这样改，没有保存。"


class SameAsPublished(KnowledgeError):
    code = "same_as_published"
    status = HTTPStatus.CONFLICT
    message = "这份文件的文字和已发布的版本一字不差，不用再送审。"


class VersionsNotComparable(KnowledgeError):
    code = "versions_not_comparable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "请选同一份文件的两个不同的官方文本来对照。"


class DocumentUnknown(KnowledgeError):
    code = "document_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这份文件。"


class ProposalUnknown(KnowledgeError):
    code = "proposal_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这份送审。它可能已经不在了，请回到列表看看。"


class TermsInvalid(KnowledgeError):
    code = "terms_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "填写的日期、地区或被替代的文件有误，请核对。"


class ReasonMissing(KnowledgeError):
    code = "reason_missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "请写明原因。"


class SamePerson(KnowledgeError):
    code = "same_person"
    status = HTTPStatus.FORBIDDEN
    message = "起草或送审的人不能自己批准，请另一位同事来审。"


class StepNotPossible(KnowledgeError):
    code = "step_not_possible"
    status = HTTPStatus.CONFLICT
    message = "按现在的状态不能这样做，可能别人已经处理过了。请刷新页面看看。"


class ProposalChanged(KnowledgeError):
    code = "proposal_changed"
    status = HTTPStatus.CONFLICT
    message = "您打开页面之后，别人改动过这份送审。请刷新页面，看过再做。"


class GateNotPassed(KnowledgeError):
    code = "gate_not_passed"
    status = HTTPStatus.CONFLICT
    message = "发布前的问题检查没有通过。确实要发布的，请写明原因。"


class UndoImpossible(KnowledgeError):
    code = "undo_impossible"
    status = HTTPStatus.CONFLICT
    message = "这之后又有别的改动，不能单独撤销。请先撤销后面的改动。"


class NoticeFailed(KnowledgeError):
    """Attributes:
    for_good: trying again would not help.
    """

    code = "notice_failed"
    status = HTTPStatus.BAD_GATEWAY

    def __init__(self, detail: str, *, for_good: bool = False) -> None:
        super().__init__(detail)
        self.for_good = for_good


class SupersededByItself(KnowledgeError):
    """A chain of documents that ends where it began."""

    code = "superseded_by_itself"
    status = HTTPStatus.CONFLICT
    message = "这两份文件会互相替代，没有改动。请核对哪一份在后。"


class PointUnknown(KnowledgeError):
    code = "point_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这条政策要点。"


class PointChanged(KnowledgeError):
    code = "point_changed"
    status = HTTPStatus.CONFLICT
    message = "这条要点刚刚有别人改过，您的改动没有保存。请打开最新的内容再改。"


class PointNotOpen(KnowledgeError):
    code = "point_not_open"
    status = HTTPStatus.CONFLICT
    message = "这条要点现在没有可以这样处理的改动，请刷新页面看看。"


class OwnPoint(KnowledgeError):
    code = "own_point"
    status = HTTPStatus.FORBIDDEN
    message = "自己写的要点要请另一位同事批准。"


class PointUnsupported(KnowledgeError):
    code = "point_unsupported"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class WordingTaken(KnowledgeError):
    code = "wording_taken"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class SuggestionUnknown(KnowledgeError):
    code = "suggestion_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这条建议，可能已经有人处理了。"


class CareChanged(KnowledgeError):
    code = "care_changed"
    status = HTTPStatus.CONFLICT
    message = "负责人或核对日期刚刚有别人改过，您的改动没有保存。请刷新后再改。"


class ArchiveRefused(KnowledgeError):
    code = "archive_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class ArchiveTargetInUse(KnowledgeError):
    code = "archive_target_in_use"
    status = HTTPStatus.CONFLICT
    message = "目标数据库里已经有内容，没有改动。存档只能还原到空的知识库里。"


class AskedUnknown(KnowledgeError):
    """It may have been there: what is older than the setting is deleted."""

    code = "asked_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这一条。它可能已经超过保存期限，被删除了。"


class TriageChanged(KnowledgeError):
    code = "triage_changed"
    status = HTTPStatus.CONFLICT
    message = "另一位同事刚刚处理过这一条，您的修改没有保存。请刷新后看看再改。"


class PeriodInvalid(KnowledgeError):
    code = "period_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "统计的起止日期不对：开始不能晚于结束，一次最多统计 400 天。"


class RunUnknown(KnowledgeError):
    code = "run_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这次核对。"


class RunFinished(KnowledgeError):
    code = "run_finished"
    status = HTTPStatus.CONFLICT
    message = "这次核对已经结束，不用再取消。"


class RunGoingOn(KnowledgeError):
    code = "run_going_on"
    status = HTTPStatus.CONFLICT
    message = "这次核对还在进行，或者已经完成，不用再接着做。"


class TooManyRuns(KnowledgeError):
    code = "too_many_runs"
    status = HTTPStatus.CONFLICT
    message = "排队的核对已经有 20 个，请等其中几个做完，或先取消不需要的。"


class NothingToAsk(KnowledgeError):
    code = "nothing_to_ask"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "没有可问的问题。请先导入一份题集，或换一个题集。"


class SetUnknown(KnowledgeError):
    code = "set_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这份题集。"


class SetTitleTaken(KnowledgeError):
    code = "set_title_taken"
    status = HTTPStatus.CONFLICT
    message = "已经有一份同名的题集，请换一个名称。"


class CheckChanged(KnowledgeError):
    code = "check_changed"
    status = HTTPStatus.CONFLICT
    message = "另一位同事刚刚改过这一项，您的修改没有保存。请刷新后看看再改。"


class QuestionsRefused(KnowledgeError):
    code = "questions_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这份题目表不能导入。"


class BarsInvalid(KnowledgeError):
    code = "bars_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "参数超出了可以设的范围，没有保存。"


class BelowFloors(KnowledgeError):
    code = "below_floors"
    status = HTTPStatus.CONFLICT
    message = "用这些参数试答没有达到底线，或者还没有试答完。确实要保存，请写明理由。"


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
