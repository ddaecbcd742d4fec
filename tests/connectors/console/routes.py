"""All routes that ask for staff, found in the OpenAPI descriptions: a new one is tested by being there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from chassis.staff import Person, Role

_EXAMPLES = {"integer": "1", "number": "1"}
_NOBODY = "0" * 32


@dataclass(frozen=True)
class Route:
    """`roles`: any one of what is asked for; None where nobody has to be signed in."""

    method: str
    path: str
    roles: frozenset[Role] | None
    is_stream: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def admits(self, role: Role) -> bool:
        person = Person("li", "李工", frozenset({role}))
        return all(person.may(needed) for needed in self.roles or ())


def routes_of(app: FastAPI, *, scheme: str) -> Iterator[Route]:
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            yield Route(
                method=method.upper(),
                path=_filled(path, operation),
                roles=_roles(operation, scheme),
                is_stream=path.endswith("/events"),
            )


def _roles(operation: dict[str, Any], scheme: str) -> frozenset[Role] | None:
    named = [
        scopes for entry in operation.get("security", ()) for name, scopes in entry.items() if name == scheme
    ]
    return frozenset(Role(scope) for scopes in named for scope in scopes) if named else None


def _filled(path: str, operation: dict[str, Any]) -> str:
    """With a value in place of every name, such as could be there and is not."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            value = _EXAMPLES.get(parameter["schema"].get("type", ""), _NOBODY)
            path = path.replace(f"{{{parameter['name']}}}", value)
    return path
