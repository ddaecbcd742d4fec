"""The sign-in from the button in the chat to the name in its header.

1. `open`: the chat proves its conversation and gets a ticket; the browser gets a secret in a cookie.
2. `start`: the browser brings both and is sent to the provider.
3. `finish`: the provider sends it back; who it is gets verified and is made known to the back office.
4. `complete`: the chat comes for the sign-in, with the cookie, and gets a new token for its conversation.
"""

import asyncio
from dataclasses import dataclass

from actions.errors import AnswerInvalid, BackofficeError
from actions.wire.people import Person
from chassis.logs import get_logger
from connectors.conversations.entries import new_id
from connectors.errors import (
    CallbackRefused,
    ConversationTaken,
    IdentityIncomplete,
    ProviderRefused,
    RegistrationFailed,
    SignInCancelled,
    SignInMissing,
    TicketRefused,
)
from connectors.identity.attempts import AT_PROVIDER_SECONDS, AttemptStore
from connectors.identity.models import Attempt, Callback, Opened, SignIn, Step
from connectors.identity.person import ClaimNames, mask_name, to_person
from connectors.identity.ports import IdentityProvider, People, Round
from connectors.identity.proofs import BrowserSecret
from connectors.identity.sign_ins import SignInStore


@dataclass(frozen=True)
class SignInFlow:
    attempts: AttemptStore
    sign_ins: SignInStore
    provider: IdentityProvider
    people: People
    claim_names: ClaimNames

    def open(self, conversation_id: str) -> Opened:
        secret, attempt_id = BrowserSecret.draw(), new_id()
        expires_at = self.attempts.open(
            conversation_id, attempt_id=attempt_id, fingerprint=secret.fingerprint
        )
        return Opened(secret.handle("ticket", attempt_id), secret.value, expires_at)

    async def start(self, ticket: str, *, secret: str, redirect_uri: str) -> str:
        """Where the provider wants the browser.

        Raises:
            TicketRefused, ProviderUnavailable, ProviderRefused.
        """
        browser = BrowserSecret(secret)
        attempt_id = browser.attempt_of(ticket, "ticket")
        if attempt_id is None:
            raise TicketRefused("not made for this browser")
        attempt = await self._step(browser, attempt_id, done=Step.OPENED, step=Step.SENT)
        if attempt is None:
            raise TicketRefused("used before, or too late")
        way = _round(browser, attempt_id, redirect_uri)
        return await self.provider.authorization_url(way, state=browser.handle("state", attempt_id))

    async def finish(self, callback: Callback, *, secret: str, redirect_uri: str) -> None:
        """Verify who came back, make them known to the back office, keep it for the page.

        Raises:
            CallbackRefused, SignInCancelled, ProviderUnavailable, ProviderRefused, IdentityIncomplete,
            ConversationTaken, RegistrationFailed.
        """
        browser = BrowserSecret(secret)
        attempt_id = browser.attempt_of(callback.state, "state")
        if attempt_id is None:
            raise CallbackRefused("not begun by this browser")
        attempt = await self._step(browser, attempt_id, done=Step.SENT, step=Step.RETURNED)
        if attempt is None:
            raise CallbackRefused("used before, or too late")
        self._check(callback)
        claims = await self.provider.identify(_round(browser, attempt_id, redirect_uri), code=callback.code)
        person = to_person(claims, self.claim_names)
        before = await asyncio.to_thread(self.sign_ins.find, attempt.conversation_id)
        if before and before.subject != person.subject:
            raise ConversationTaken(repr(attempt.conversation_id))
        await self._register(person, attempt)
        await asyncio.to_thread(
            self.attempts.verify, attempt, subject=person.subject, name=mask_name(person.name)
        )

    def complete(self, conversation_id: str, *, secret: str) -> SignIn:
        """Raises: SignInMissing."""
        fingerprint = BrowserSecret(secret).fingerprint
        attempt = self.attempts.find_verified(conversation_id, fingerprint=fingerprint)
        if attempt is None:
            raise SignInMissing(repr(conversation_id))
        return self.sign_ins.begin(attempt)

    async def _step(
        self, browser: BrowserSecret, attempt_id: str, *, done: Step, step: Step
    ) -> Attempt | None:
        return await asyncio.to_thread(
            self.attempts.take_step,
            attempt_id,
            fingerprint=browser.fingerprint,
            done=done,
            step=step,
            seconds=AT_PROVIDER_SECONDS,
        )

    def _check(self, callback: Callback) -> None:
        """Whether the provider sent it back with a code, and not another provider (RFC 9207)."""
        if callback.issuer and callback.issuer != self.provider.issuer:
            raise ProviderRefused(f"callback of another issuer: {callback.issuer[:200]!r}")
        if callback.error == "access_denied":
            raise SignInCancelled
        if callback.error or not callback.code:
            raise ProviderRefused(f"callback with error {callback.error[:50]!r}")

    async def _register(self, person: Person, attempt: Attempt) -> None:
        try:
            await self.people.put_person(person, key=f"sign-in-{attempt.id}")
        except AnswerInvalid as error:
            raise IdentityIncomplete(f"the back office refused it: {error.code}") from error
        except BackofficeError as error:
            get_logger().error("person_not_registered", code=error.code)
            raise RegistrationFailed(error.code) from error


def _round(browser: BrowserSecret, attempt_id: str, redirect_uri: str) -> Round:
    return Round(
        redirect_uri=redirect_uri,
        nonce=browser.derive("nonce", attempt_id),
        verifier=browser.derive("verifier", attempt_id),
    )
