"""Ways to reach an authority."""

from pydantic import Field

from actions.wire.base import Wire


class Contact(Wire):
    """A way to reach an authority: a hotline, or an app or site (then without a phone number).

    `hours` is None where no source states them. `demo` marks reference data that no document supports.
    """

    name: str
    phone: str | None = None
    hours: str | None = None
    note: str = ""
    demo: bool = False


class RegionContacts(Wire):
    """The contacts of a region; without a region, those that hold everywhere."""

    region: str | None = None
    contacts: list[Contact] = Field(default_factory=list)
