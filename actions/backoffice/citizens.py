"""Who the citizen is: the gateway signs it after the sign-in, for ten minutes (ADR 11)."""

from dataclasses import dataclass

from actions.errors import CitizenUnknown
from chassis.tokens import TokenInvalid, TokenSigner

KIND = "citizen"


@dataclass(frozen=True)
class Citizens:
    signer: TokenSigner

    def subject(self, token: str) -> str:
        """The person's lasting identifier.

        Raises:
            CitizenUnknown: no token of ours, another kind of token, or one that has run out.
        """
        try:
            claims = self.signer.verify(token)
        except TokenInvalid as error:
            raise CitizenUnknown(str(error)) from error
        subject = claims.get("sub")
        if claims.get("kind") != KIND or not isinstance(subject, str) or not subject:
            raise CitizenUnknown("not a citizen's token")
        return subject
