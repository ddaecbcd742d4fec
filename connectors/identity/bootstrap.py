"""Which provider there is: the office's own, or the local one with its invented people."""

from connectors.identity.addresses import callbacks
from connectors.identity.local_provider.provider import PATH, LocalProvider
from connectors.identity.person import ClaimNames
from connectors.identity.provider import OpenIdProvider, Registration
from connectors.settings import GatewaySettings

_CLIENT = "civicdesk"
_SCOPES = "openid profile phone"


def build_local_provider(settings: GatewaySettings) -> LocalProvider | None:
    """None where the office has a provider of its own."""
    if settings.oidc_issuer:
        return None
    return LocalProvider(
        issuer=settings.addresses[0] + PATH,
        client_id=_CLIENT,
        redirect_uris=callbacks(settings),
        key_path=settings.var_dir / "local-identity" / "signing-key.json",
    )


def build_provider(settings: GatewaySettings, local: LocalProvider | None) -> OpenIdProvider:
    registration = Registration(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        scopes=settings.oidc_scopes,
    )
    if local:
        registration = Registration(local.issuer, local.client_id, local.client_secret, _SCOPES)
    return OpenIdProvider(registration, timeout_seconds=settings.oidc_timeout_seconds)


def claim_names(settings: GatewaySettings) -> ClaimNames:
    return ClaimNames(
        settings.oidc_name_claim, settings.oidc_identity_number_claim, settings.oidc_phone_claim
    )
