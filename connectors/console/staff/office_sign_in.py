"""The office's own sign-in for staff: any OpenID Connect provider, which also says what a person may do."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert

from chassis.database import begin_writing
from chassis.staff import Role
from connectors.console.errors import AccountExists, AccountUnfit, StaffSignInFailed
from connectors.console.staff.accounts import AccountStore
from connectors.console.staff.models import Account, Named
from connectors.console.staff.tables import attempts
from connectors.errors import ProviderUnavailable, SignInFailed
from connectors.identity.models import Callback
from connectors.identity.ports import IdentityProvider, Round
from connectors.identity.proofs import BrowserSecret

_AT_PROVIDER = timedelta(minutes=10)


@dataclass(frozen=True)
class OfficeClaims:
    """Which claim says what. A dot leads into a claim that is an object: `realm_access.roles`."""

    account: str
    name: str
    role: str
    roles: Mapping[str, Role]

    def roles_of(self, claims: Mapping[str, Any]) -> frozenset[Role]:
        found = _find(claims, self.role)
        words = found if isinstance(found, list) else str(found or "").replace(",", " ").split()
        return frozenset(self.roles[word] for word in map(str, words) if word in self.roles)

    def account_of(self, claims: Mapping[str, Any]) -> str:
        return str(_find(claims, self.account) or "")

    def name_of(self, claims: Mapping[str, Any]) -> str:
        return str(_find(claims, self.name) or self.account_of(claims))


@dataclass(frozen=True)
class OfficeSignIn:
    """All that an attempt needs is derived from the browser's secret; coming back uses it up."""

    provider: IdentityProvider
    accounts: AccountStore
    claims: OfficeClaims

    async def start(self, *, secret: str, next_path: str, redirect_uri: str) -> str:
        """Where to send the browser. Raises: StaffSignInFailed."""
        browser, attempt_id = BrowserSecret(secret), uuid.uuid4().hex
        now = self.accounts.clock.now()
        with begin_writing(self.accounts.engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.expires_at <= now))
            connection.execute(
                insert(attempts).values(
                    id=attempt_id,
                    fingerprint=browser.fingerprint,
                    next_path=next_path,
                    expires_at=now + _AT_PROVIDER,
                )
            )
        way = _way(browser, attempt_id, redirect_uri)
        try:
            return await self.provider.authorization_url(way, state=browser.handle("state", attempt_id))
        except SignInFailed as error:
            raise _failed(error) from error

    async def finish(self, callback: Callback, *, secret: str, redirect_uri: str) -> tuple[Account, str]:
        """Who came back, and where they wanted to go. Raises: StaffSignInFailed."""
        browser = BrowserSecret(secret)
        attempt_id = browser.attempt_of(callback.state, "state")
        next_path = self._use_up(attempt_id, browser) if attempt_id else None
        if attempt_id is None or next_path is None:
            raise StaffSignInFailed("not begun by this browser, used before, or too late")
        if callback.error or not callback.code:
            raise StaffSignInFailed(f"the provider says {callback.error!r}")
        if callback.issuer and callback.issuer != self.provider.issuer:
            raise StaffSignInFailed(f"from another issuer: {callback.issuer!r}")
        try:
            claims = await self.provider.identify(_way(browser, attempt_id, redirect_uri), code=callback.code)
        except SignInFailed as error:
            raise _failed(error) from error
        return self._take_in(claims), next_path

    def _take_in(self, claims: Mapping[str, Any]) -> Account:
        roles = self.claims.roles_of(claims)
        if not roles:
            raise StaffSignInFailed(
                "no role", message="您的单位账号还没有办事通的角色，进不来。请找管理员开通。"
            )
        try:
            account = self.accounts.take_in(
                Named(
                    account=self.claims.account_of(claims),
                    name=self.claims.name_of(claims),
                    roles=roles,
                    issuer=self.provider.issuer,
                    subject=str(claims["sub"]),
                )
            )
        except (AccountUnfit, AccountExists) as error:
            raise StaffSignInFailed(
                str(error), message="您的单位账号名在这里用不了。请找管理员看一下。"
            ) from error
        if account.disabled:
            raise StaffSignInFailed("disabled", message="您的账号已经停用。请找管理员。")
        return account

    def _use_up(self, attempt_id: str, browser: BrowserSecret) -> str | None:
        with begin_writing(self.accounts.engine) as connection:
            return connection.execute(
                delete(attempts)
                .where(
                    attempts.c.id == attempt_id,
                    attempts.c.fingerprint == browser.fingerprint,
                    attempts.c.expires_at > self.accounts.clock.now(),
                )
                .returning(attempts.c.next_path)
            ).scalar_one_or_none()


def _way(browser: BrowserSecret, attempt_id: str, redirect_uri: str) -> Round:
    return Round(
        redirect_uri=redirect_uri,
        nonce=browser.derive("nonce", attempt_id),
        verifier=browser.derive("verifier", attempt_id),
    )


def _failed(error: SignInFailed) -> StaffSignInFailed:
    """In words for staff: the citizen's lead back to a conversation."""
    if isinstance(error, ProviderUnavailable):
        return StaffSignInFailed(str(error), message="单位的登录系统暂时连不上。请过几分钟再试。")
    return StaffSignInFailed(str(error), message="单位的登录系统的答复有问题，没有登录成功。请找管理员。")


def _find(claims: Mapping[str, Any], path: str) -> Any:
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
