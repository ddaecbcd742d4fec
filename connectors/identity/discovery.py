"""How a provider describes itself: OpenID Connect Discovery, as far as we need it."""

from typing import Any

from pydantic import BaseModel, Field, ValidationError

from connectors.errors import ProviderRefused

PATH = "/.well-known/openid-configuration"


class ProviderMetadata(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = Field(default=["client_secret_basic"])

    def client_authentication(self, *, with_secret: bool) -> str:
        """How to prove ourselves at the token endpoint."""
        if not with_secret:
            return "none"
        basic, post = "client_secret_basic", "client_secret_post"
        supported = self.token_endpoint_auth_methods_supported
        return post if post in supported and basic not in supported else basic


def read_metadata(document: Any, *, issuer: str) -> ProviderMetadata:
    """Raises: ProviderRefused: somebody else's description, or one that leads out of HTTPS."""
    try:
        metadata = ProviderMetadata.model_validate(document)
    except ValidationError as error:
        fields = [".".join(str(part) for part in item["loc"]) for item in error.errors()]
        raise ProviderRefused(f"discovery lacks {fields}") from error
    if metadata.issuer != issuer:
        raise ProviderRefused(f"discovery names another issuer: {metadata.issuer!r}")
    endpoints = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
    scheme = issuer.partition("://")[0]
    for endpoint in (*endpoints, metadata.userinfo_endpoint or endpoints[0]):
        if not endpoint.startswith(("https://", f"{scheme}://")):
            raise ProviderRefused(f"endpoint is not {scheme}: {endpoint!r}")
    return metadata
