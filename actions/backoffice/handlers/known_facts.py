"""What the office knows of a person, in the form that rules compare."""

from sqlalchemy import Connection

from actions.backoffice.repository.people import PeopleRepository
from actions.rules.fact_checks import as_texts


def known_facts(people: PeopleRepository, connection: Connection, subject: str) -> dict[str, str]:
    """The facts on record; with `born_on`, which the identity number tells."""
    facts = as_texts(people.facts(connection, subject))
    person = people.find(connection, subject)
    if person is not None:
        facts.setdefault("born_on", _born_on(person.identity_number))
    return facts


def _born_on(identity_number: str) -> str:
    born = identity_number[6:14]
    return f"{born[:4]}-{born[4:6]}-{born[6:]}"
