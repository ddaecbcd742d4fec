"""Asks the back office."""

from http import HTTPStatus

import httpx
from pydantic import ValidationError

from actions.errors import BackofficeUnavailable
from actions.wire import Contact, RegionContacts

CONTACTS = "/backoffice/v1/contacts"


class BackofficeClient:
    """Talks over a client that the caller made, with its token and time-out, and closes."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def contacts(self, region: str | None) -> list[Contact]:
        """The ways to reach somebody in a region.

        Raises:
            BackofficeUnavailable: no answer in time, an error, or something that is not ours.
        """
        try:
            response = await self._http.get(CONTACTS, params={"region": region} if region else None)
        except httpx.HTTPError as error:
            raise BackofficeUnavailable(f"back office did not answer: {error!r}") from error
        if response.status_code != HTTPStatus.OK:
            raise BackofficeUnavailable(f"back office answered {response.status_code}")
        try:
            return RegionContacts.model_validate_json(response.content).contacts
        except ValidationError as error:
            raise BackofficeUnavailable(f"back office answered something else: {error!r}") from error
