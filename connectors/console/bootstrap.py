"""Puts the console together."""

from dataclasses import dataclass

import httpx
from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.http import create_client
from chassis.staff import StaffTokens
from chassis.tokens import TokenSigner
from connectors.console.office import KnowledgeOffice
from connectors.console.staff.accounts import AccountStore
from connectors.console.staff.office_sign_in import OfficeClaims, OfficeSignIn
from connectors.console.staff.sessions import SessionStore
from connectors.console.staff.throttle import Throttle
from connectors.identity.provider import OpenIdProvider, Registration
from connectors.limits import RateLimiter
from connectors.settings import GatewaySettings


@dataclass(frozen=True)
class Console:
    """Everything that the pages need. `http` is closed with the gateway."""

    settings: GatewaySettings
    database: Engine
    clock: Clock
    accounts: AccountStore
    sessions: SessionStore
    throttle: Throttle
    office_sign_in: OfficeSignIn | None
    knowledge: KnowledgeOffice
    per_person: RateLimiter
    per_address: RateLimiter
    http: httpx.AsyncClient

    @property
    def limit_loopback(self) -> bool:
        return self.settings.limit_loopback

    @property
    def secure_cookies(self) -> bool:
        """Where browsers come by HTTPS, cookies travel by nothing else."""
        return self.settings.public_url.startswith("https://")


def build_console(
    settings: GatewaySettings, *, database: Engine, clock: Clock, signer: TokenSigner
) -> Console:
    http = create_client(base_url=settings.knowledge_url, timeout_seconds=settings.desk_timeout_seconds)
    accounts = AccountStore(database, clock)
    return Console(
        settings=settings,
        database=database,
        clock=clock,
        accounts=accounts,
        sessions=SessionStore(
            database, clock, idle_minutes=settings.staff_idle_minutes, hours=settings.staff_session_hours
        ),
        throttle=Throttle(database, clock),
        office_sign_in=_office_sign_in(settings, accounts),
        knowledge=KnowledgeOffice(http, StaffTokens(signer), settings.desk_upload_seconds),
        per_person=RateLimiter(per_minute=settings.requests_per_agent_per_minute),
        per_address=RateLimiter(per_minute=settings.requests_per_address_per_minute),
        http=http,
    )


def _office_sign_in(settings: GatewaySettings, accounts: AccountStore) -> OfficeSignIn | None:
    """None where the office has no sign-in of its own for staff."""
    if not settings.staff_oidc_issuer:
        return None
    registration = Registration(
        issuer=settings.staff_oidc_issuer,
        client_id=settings.staff_oidc_client_id,
        client_secret=settings.staff_oidc_client_secret.get_secret_value(),
        scopes=settings.staff_oidc_scopes,
    )
    return OfficeSignIn(
        OpenIdProvider(registration, timeout_seconds=settings.oidc_timeout_seconds),
        accounts,
        OfficeClaims(
            account=settings.staff_oidc_account_claim,
            name=settings.staff_oidc_name_claim,
            role=settings.staff_oidc_role_claim,
            roles=settings.staff_roles,
        ),
    )
