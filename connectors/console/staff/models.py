"""The nouns of who works here."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.staff import Person, Role


@dataclass(frozen=True, kw_only=True)
class Account:
    """`issuer` is empty where the account has a password of ours. `revision` counts its changes."""

    account: str
    name: str
    roles: frozenset[Role]
    issuer: str
    must_change_password: bool
    disabled: bool
    revision: int
    created_at: datetime

    @property
    def person(self) -> Person:
        return Person(self.account, self.name, self.roles)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whoever the office's own sign-in says has come."""

    account: str
    name: str
    roles: frozenset[Role]
    issuer: str
    subject: str


@dataclass(frozen=True)
class Session:
    """Somebody signed in from one browser. `csrf_token` stands in every form of this session's pages."""

    id: str
    account: Account
    csrf_token: str = field(repr=False)

    @property
    def person(self) -> Person:
        return self.account.person


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """A session as the list of sessions shows it."""

    id: str
    account: str
    name: str
    address: str
    device: str
    created_at: datetime
    seen_at: datetime
    until: datetime
