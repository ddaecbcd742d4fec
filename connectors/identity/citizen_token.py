"""What tells the back office, through the engine and the actions, for whom a turn is."""

from dataclasses import dataclass

from chassis.tokens import TokenSigner
from connectors.identity.sign_ins import SignInStore

LIFETIME_SECONDS = 10 * 60
_KIND = "citizen"


@dataclass(frozen=True)
class CitizenTokens:
    sign_ins: SignInStore
    signer: TokenSigner

    def issue(self, conversation_id: str, *, sign_in_id: str) -> str | None:
        """A token for whoever is signed in, if that is the sign-in which the sender of the message proved."""
        signed_in = self.sign_ins.current(conversation_id)
        if signed_in is None or signed_in.id != sign_in_id:
            return None
        return self.signer.sign({"sub": signed_in.subject, "kind": _KIND}, lifetime_seconds=LIFETIME_SECONDS)
