"""Who somebody is, once signed in, and what the record says of them."""

from pydantic import Field

from actions.wire.base import Code, Wire


class Person(Wire):
    """What the identity provider vouches for. `subject` is its lasting identifier."""

    subject: str = Field(min_length=1, max_length=128)
    name: str = Field(min_length=1, max_length=50)
    identity_number: str = Field(pattern=r"^[0-9]{17}[0-9X]$")
    phone: str = Field(default="", pattern=r"^(1[0-9]{10})?$")


class Known(Wire):
    """A person as shown to themselves: everything masked that identifies."""

    name: str
    identity_number: str
    phone: str
    may_promise: bool
    reason: str | None = None


class Benefit(Wire):
    """Something a person is entitled to that needs no application (免申即享); `why` gives the reasons."""

    item: Code
    name: str
    why: list[str]
    granted: bool
    demo: bool


class Benefits(Wire):
    benefits: list[Benefit]


class Repair(Wire):
    """A false promise is made good: the person may promise again."""

    by: str = Field(min_length=1, max_length=100)
    reason: str = Field(min_length=1, max_length=500)
