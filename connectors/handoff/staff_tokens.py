"""What staff prove themselves with: a token of the gateway's key, for some hours."""

from dataclasses import dataclass

from chassis.tokens import TokenInvalid, TokenSigner
from connectors.errors import StaffTokenRefused
from connectors.handoff.models import Role, Staff

_KIND = "staff"
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class StaffTokens:
    signer: TokenSigner

    def issue(self, staff: Staff, *, hours: int) -> str:
        claims = {"sub": staff.account, "name": staff.name, "role": staff.role.value, "kind": _KIND}
        return self.signer.sign(claims, lifetime_seconds=hours * _SECONDS_PER_HOUR)

    def verify(self, token: str) -> Staff:
        """Raises: StaffTokenRefused."""
        try:
            claims = self.signer.verify(token)
        except TokenInvalid as error:
            raise StaffTokenRefused(str(error)) from error
        if claims.get("kind") != _KIND:
            raise StaffTokenRefused("a token for something else")
        return Staff(claims["sub"], claims["name"], Role(claims["role"]))
