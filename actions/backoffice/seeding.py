"""Reads the reference data that ships with the product into the database."""

from pathlib import Path
from typing import Any

import yaml

from actions.backoffice.repository import BackofficeRepository, StoredContact

SEED = Path(__file__).with_name("seed")


def seed_contacts(repository: BackofficeRepository, source: Path = SEED / "contacts.yml") -> None:
    """Replace the contacts by those of the file."""
    entries = yaml.safe_load(source.read_text(encoding="utf-8"))["contacts"]
    repository.replace_contacts(
        [contact for position, entry in enumerate(entries) for contact in _rows(position, entry)]
    )


def _rows(position: int, entry: dict[str, Any]) -> list[StoredContact]:
    return [
        StoredContact(
            id=f"{entry['id']}:{region}" if region else entry["id"],
            region=region,
            position=position,
            name=entry["name"],
            phone=entry.get("phone"),
            hours=entry.get("hours"),
            note=entry.get("note", ""),
            demo=entry.get("demo", False),
        )
        for region in entry.get("region") or [None]
    ]
