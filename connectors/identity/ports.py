"""What the sign-in needs from outside: somebody who says who the citizen is, and somebody who keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.wire.people import Known, Person


@dataclass(frozen=True)
class Round:
    """What has to be the same on the way to the provider and back."""

    redirect_uri: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class IdentityProvider(Protocol):
    @property
    def issuer(self) -> str: ...

    async def authorization_url(self, way: Round, *, state: str) -> str:
        """Where to send the browser.

        Raises:
            ProviderUnavailable: no answer in time.
            ProviderRefused: it describes itself in a way that does not hold.
        """

    async def identify(self, way: Round, *, code: str) -> Mapping[str, Any]:
        """The verified claims about whoever has signed in.

        Raises:
            ProviderUnavailable: no answer in time.
            ProviderRefused: it took the code for nothing, or what it says does not hold.
        """


class People(Protocol):
    async def put_person(self, person: Person, *, key: str) -> Known:
        """Raises: BackofficeError."""
