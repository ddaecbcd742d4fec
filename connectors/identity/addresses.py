"""Under which address a request has come, and so where the provider has to send the browser back to."""

from fastapi import Request

from connectors.errors import SignInAddressUnknown
from connectors.settings import GatewaySettings

CALLBACK = "/sign-in/callback"


def callbacks(settings: GatewaySettings) -> list[str]:
    """All that the provider may send a browser back to."""
    return [address + CALLBACK for address in settings.addresses]


def callback_for(request: Request, settings: GatewaySettings, *, path: str = CALLBACK) -> str:
    """The one of ours that lies where the browser's cookies are.

    Raises:
        SignInAddressUnknown: the request names an address that is not ours, or that we were not told of.
    """
    if settings.public_url:
        return settings.public_url + path
    address = str(request.base_url).rstrip("/")
    if address not in settings.addresses:
        raise SignInAddressUnknown(repr(address[:200]))
    return address + path
