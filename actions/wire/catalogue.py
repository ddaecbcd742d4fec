"""What can be applied for, and how: service items (事项) and the occasions that need several (一件事).

What no document supports carries `demo`; people see it as 演示数据.
"""

from enum import StrEnum

from pydantic import Field

from actions.wire.base import Code, RegionCode, Wire


class Mode(StrEnum):
    """How an item may be handled besides the ordinary way."""

    COMMITMENT = "commitment"
    DEFERRED_MATERIAL = "deferred_material"
    INSTANT_APPROVAL = "instant_approval"
    PROACTIVE_BENEFIT = "proactive_benefit"


class Applicant(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Basis(Wire):
    """Where a published document states it, such as 专栏6 of `yuexiu-hrss-14fyp`."""

    document_id: str
    section: str


class Condition(Wire):
    """One question of eligibility, answered yes or no; `unmet` is said when the answer excludes somebody."""

    code: Code
    question: str
    wanted: bool = True
    unmet: str
    demo: bool = False


class Material(Wire):
    """A paper to hand in.

    `promise_allowed`: a commitment replaces it. `deferrable_working_days`: it may follow within so many days.
    `held_by`: an authority holds it already, so nobody is asked for it.
    """

    code: Code
    name: str
    required: bool = True
    promise_allowed: bool = False
    deferrable_working_days: int | None = Field(default=None, ge=1, le=365)
    held_by: str | None = None
    note: str = ""
    demo: bool = False


class LimitKind(StrEnum):
    LEGAL = "legal"
    PROMISED = "promised"


class DayKind(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class Way(StrEnum):
    """By which way one applies."""

    ONLINE = "online"
    WINDOW = "window"
    ANY = "any"


class Limit(Wire):
    """How long it may take, counted from acceptance.

    `days` 0 means on the spot, None that no number of days is fixed (`text` then says what is). `case` names
    whom or what this limit is for, where an item has several; `text` is the whole limit in plain words.
    """

    kind: LimitKind
    days: int | None = Field(default=None, ge=0, le=1000)
    day_kind: DayKind = DayKind.WORKING
    way: Way = Way.ANY
    case: str = ""
    text: str
    basis: Basis | None = None
    demo: bool = False


class ServiceChannel(Wire):
    """穗好办, 粤省事, i深圳, or the windows of the streets."""

    name: str
    way: Way
    note: str = ""
    demo: bool = False


class FieldKind(StrEnum):
    TEXT = "text"
    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    DATE = "date"
    AMOUNT = "amount"
    ADDRESS = "address"
    CHOICE = "choice"
    CREDIT_CODE = "credit_code"


class FormField(Wire):
    """One thing to fill in. Items of a package that share a `code` share the answer.

    `prefilled`: taken from the person's own record after sign-in and only shown for confirmation.
    """

    code: Code
    label: str
    prompt: str
    kind: FieldKind
    choices: list[str] = Field(default_factory=list)
    required: bool = True
    prefilled: bool = False


class CheckScope(StrEnum):
    """How many decided commitment cases are checked afterwards."""

    ALL = "all"
    SAMPLED = "sampled"
    NONE = "none"


class CommitmentTerms(Wire):
    """What the notice of an item names (DOMAIN §3). `publicity_days` None: the promise is not published."""

    legal_basis: str
    proof: str
    proof_content: str
    how_to_promise: str
    consequences: list[str]
    checked_by: str
    check_scope: CheckScope
    sampled_percent: int = Field(default=0, ge=0, le=100)
    publicity_days: int | None = Field(default=None, ge=1)
    demo: bool = True


class ServiceItem(Wire):
    """`version` counts up with every change; a draft keeps the version it was begun with."""

    code: Code
    version: int = Field(default=1, ge=1)
    name: str
    also: list[str] = Field(default_factory=list)
    region: RegionCode
    about: str
    applicants: list[Applicant]
    conditions: list[Condition] = Field(default_factory=list)
    materials: list[Material] = Field(default_factory=list)
    limits: list[Limit] = Field(default_factory=list)
    channels: list[ServiceChannel] = Field(default_factory=list)
    modes: list[Mode] = Field(default_factory=list)
    fields: list[FormField] = Field(default_factory=list)
    commitment: CommitmentTerms | None = None
    applicable: bool = True
    basis: list[Basis] = Field(default_factory=list)
    demo: bool = True


class LifeEvent(Wire):
    """An occasion with the codes of its items, in the order of the document."""

    code: Code
    name: str
    also: list[str] = Field(default_factory=list)
    region: RegionCode
    about: str
    items: list[Code]
    basis: list[Basis] = Field(default_factory=list)


class Catalogue(Wire):
    items: list[ServiceItem]
    life_events: list[LifeEvent]
