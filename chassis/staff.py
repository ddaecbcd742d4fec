"""Who works at the desks, and what they may do: the same for pages, for programs and for every service."""

from dataclasses import dataclass
from enum import StrEnum

from chassis.errors import Forbidden
from chassis.tokens import TokenInvalid, TokenSigner

_KIND = "staff"


class Role(StrEnum):
    """What a person may do. Editors write what publishers put into force; admins keep the accounts."""

    VIEWER = "viewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


_INCLUDED = {
    Role.VIEWER: frozenset({Role.VIEWER}),
    Role.EDITOR: frozenset({Role.EDITOR, Role.VIEWER}),
    Role.PUBLISHER: frozenset({Role.PUBLISHER, Role.EDITOR, Role.VIEWER}),
    Role.AGENT: frozenset({Role.AGENT, Role.VIEWER}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.AGENT, Role.VIEWER}),
    Role.ADMIN: frozenset({Role.ADMIN, Role.VIEWER}),
}
"""Nobody is everything by being an admin: who keeps the accounts does not thereby publish."""


class NotAllowed(Forbidden):
    code = "role_missing"
    message = "您的账号没有做这件事的权限。需要的话，请找管理员。"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in. `account` is unique, `name` is what others see."""

    account: str
    name: str
    roles: frozenset[Role]

    def may(self, role: Role) -> bool:
        return any(role in _INCLUDED[own] for own in self.roles)

    def require(self, role: Role) -> None:
        """Raises: NotAllowed."""
        if not self.may(role):
            raise NotAllowed(f"{self.account!r} is not {role.value}")


@dataclass(frozen=True)
class StaffTokens:
    """What a person proves themselves with to another service, or a script to any."""

    signer: TokenSigner

    def issue(self, person: Person, *, lifetime_seconds: int) -> str:
        claims = {
            "sub": person.account,
            "name": person.name,
            "roles": sorted(person.roles),
            "kind": _KIND,
        }
        return self.signer.sign(claims, lifetime_seconds=lifetime_seconds)

    def verify(self, token: str) -> Person:
        """Raises: TokenInvalid."""
        claims = self.signer.verify(token)
        if claims.get("kind") != _KIND:
            raise TokenInvalid("a token for something else")
        return Person(claims["sub"], claims["name"], frozenset(map(Role, claims["roles"])))
