"""The page on which one chooses whom to be."""

import html
from pathlib import Path

from chassis.pii import mask
from connectors.identity.html import render, template
from connectors.identity.local_provider.identities import TestIdentity

_CHOOSE = Path(__file__).with_name("choose.html")
_PERSON = Path(__file__).with_name("person.html")


def choose_page(people: list[TestIdentity], *, query: str) -> str:
    """`query` is the client's request, which comes back with the choice."""
    buttons = [
        render(
            _PERSON,
            subject=person.subject,
            name=person.name,
            number=mask(person.identity_number),
            about=person.about,
        )
        for person in people
    ]
    return template(_CHOOSE).substitute(people="".join(buttons), query=html.escape(query))
