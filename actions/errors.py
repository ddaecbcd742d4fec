"""What can go wrong between the actions and the back office, and in the back office itself.

ActionsError
└── BackofficeError
    ├── BackofficeUnavailable    (client side) it did not answer, or not in our format
    ├── RegionMalformed          not a six-digit code
    ├── CitizenUnknown           a citizen's call without a valid citizen token
    ├── NotAllowed               the service or person may not do this
    ├── KeyMissing               a write without an Idempotency-Key
    ├── KeyReused                the same Idempotency-Key with another content
    ├── VersionConflict          somebody changed it in the meantime
    ├── NotFound                 nothing there by this id
    │   ├── ItemUnknown
    │   ├── ApplicationUnknown
    │   ├── CaseUnknown
    │   ├── PersonUnknown
    │   ├── WindowUnknown
    │   ├── SlotUnknown
    │   ├── AppointmentUnknown
    │   ├── ReviewUnknown
    │   ├── RectificationUnknown
    │   ├── ReportUnknown
    │   ├── WarningUnknown
    │   ├── FileUnknown
    │   └── CallbackUnknown
    ├── StepRefused              the state does not allow this step
    ├── AnswersIncomplete        not everything that is needed has been filled in
    ├── AnswerInvalid            a value that the field cannot take
    ├── NotEligible              a condition is not met
    ├── CommitmentRefused        a promise is not possible here, or the text was not the one shown
    ├── CalendarUnknown          the holidays of a year are not published yet
    ├── SlotFull                 the last place is gone
    ├── AppointmentsTooMany      a person holds as many as are allowed
    ├── ReviewExists             reviewed already: one review a matter
    ├── NotReviewable            not finished yet, or not theirs to review
    ├── CodeAttemptsTooMany      too many wrong codes for a report: none is looked at for a while
    ├── FileRefused              a file of a kind, size or content that is not kept
    ├── FilesTooMany             a conversation has sent as many as it may
    ├── ItemInvalid              a service item that contradicts itself
    ├── DataKeyMalformed         (at start) the key that data is encrypted with is not one
    ├── DataKeyWrong             (at start) the data in the database was encrypted with another key
    └── SealBroken               something encrypted cannot be read: altered, moved, or of another key
"""

from http import HTTPStatus

from chassis.errors import CivicError


class ActionsError(CivicError):
    code = "actions_error"


class BackofficeError(ActionsError):
    code = "backoffice_error"


class BackofficeUnavailable(BackofficeError):
    code = "backoffice_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "业务系统暂时连不上，请稍后再试，或拨打 12345。"


class RegionMalformed(BackofficeError):
    code = "region_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "地区代码应为 6 位数字，例如 440104（广州市越秀区）。"


class CitizenUnknown(BackofficeError):
    code = "citizen_unknown"
    status = HTTPStatus.UNAUTHORIZED
    message = "请先登录，再办这一步。"


class NotAllowed(BackofficeError):
    code = "not_allowed"
    status = HTTPStatus.FORBIDDEN
    message = "这一步您不能办。"


class KeyMissing(BackofficeError):
    code = "idempotency_key_missing"
    status = HTTPStatus.BAD_REQUEST
    message = "写入的请求要带 Idempotency-Key（1 到 64 个字母、数字、-、_）。"


class KeyReused(BackofficeError):
    code = "idempotency_key_reused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这个 Idempotency-Key 已经用在另一个请求上了。"


class VersionConflict(BackofficeError):
    code = "version_conflict"
    status = HTTPStatus.CONFLICT
    message = "刚才已经有改动，请看过最新内容再办。"


class NotFound(BackofficeError):
    code = "not_found"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到。"


class ItemUnknown(NotFound):
    code = "item_unknown"
    message = "没有这个事项。"


class ApplicationUnknown(NotFound):
    code = "application_unknown"
    message = "没有找到这份申请，可能已经过期。"


class CaseUnknown(NotFound):
    code = "case_unknown"
    message = "没有找到这个办件，请核对办件编号。"


class PersonUnknown(NotFound):
    code = "person_unknown"
    message = "没有找到这个人的登记。"


class WindowUnknown(NotFound):
    code = "window_unknown"
    message = "没有这个窗口。"


class SlotUnknown(NotFound):
    code = "slot_unknown"
    message = "没有这个预约时段。"


class AppointmentUnknown(NotFound):
    code = "appointment_unknown"
    message = "没有找到这个预约。"


class ReviewUnknown(NotFound):
    code = "review_unknown"
    message = "没有找到这条评价。"


class RectificationUnknown(NotFound):
    code = "rectification_unknown"
    message = "没有找到这张整改单。"


class ReportUnknown(NotFound):
    code = "report_unknown"
    message = "没有找到这条举报，请核对编号和查询码。"


class WarningUnknown(NotFound):
    code = "warning_unknown"
    message = "没有找到这条预警。"


class FileUnknown(NotFound):
    code = "file_unknown"
    message = "没有找到这个文件。"


class CallbackUnknown(NotFound):
    code = "callback_unknown"
    message = "没有找到这条回电登记。"


class StepRefused(BackofficeError):
    code = "step_refused"
    status = HTTPStatus.CONFLICT
    message = "现在的状态不能办这一步。"


class AnswersIncomplete(BackofficeError):
    code = "answers_incomplete"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "还有必填的内容没有填。"


class AnswerInvalid(BackofficeError):
    code = "answer_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "填写的内容不对，请核对。"


class NotEligible(BackofficeError):
    code = "not_eligible"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "按您的回答，暂时不符合申请条件。"


class CommitmentRefused(BackofficeError):
    code = "commitment_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这件事现在不能用承诺的方式办，可以按普通方式交材料办理。"


class CalendarUnknown(BackofficeError):
    code = "calendar_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "那一年的放假安排还没有公布，算不出是哪一天。"


class SlotFull(BackofficeError):
    code = "slot_full"
    status = HTTPStatus.CONFLICT
    message = "这个时段刚刚约满了，请换一个时段。"


class AppointmentsTooMany(BackofficeError):
    code = "appointments_too_many"
    status = HTTPStatus.CONFLICT
    message = "您手上的预约已经够多了，请先取消一个。"


class ReviewExists(BackofficeError):
    code = "review_exists"
    status = HTTPStatus.CONFLICT
    message = "这件事您已经评价过了，一件事评一次。"


class NotReviewable(BackofficeError):
    code = "not_reviewable"
    status = HTTPStatus.CONFLICT
    message = "这件事现在还不能评价，办完以后再评。"


class CodeAttemptsTooMany(BackofficeError):
    code = "code_attempts_too_many"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = "查询码错了太多次，请过一会儿再试。"


class FileRefused(BackofficeError):
    code = "file_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这个文件收不了。"


class FilesTooMany(BackofficeError):
    code = "files_too_many"
    status = HTTPStatus.CONFLICT
    message = "这次对话里已经传了太多文件，不能再传了。"


class ItemInvalid(BackofficeError):
    code = "item_invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这个事项的内容前后不一致，请核对。"


class DataKeyMalformed(BackofficeError):
    code = "data_key_malformed"
    message = "CIVICDESK_DATA_KEY 不是有效的数据密钥：应为 32 字节的 base64（URL 安全）文本。"


class DataKeyWrong(BackofficeError):
    code = "data_key_wrong"
    message = (
        "CIVICDESK_DATA_KEY 与数据库不符：库里的个人信息是用另一把密钥加密的。"
        "请找回原来的密钥（默认在 var/secrets.env），不要换新的。"
    )


class SealBroken(BackofficeError):
    code = "seal_broken"
