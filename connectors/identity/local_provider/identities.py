"""The invented people (演示数据). The back office's seed knows the same ones."""

from dataclasses import dataclass
from pathlib import Path

import yaml

_SOURCE = Path(__file__).with_name("identities.yml")


@dataclass(frozen=True)
class TestIdentity:
    """`about` says to whoever tries things out what this person is for."""

    subject: str
    name: str
    identity_number: str
    phone: str
    about: str


def load_identities(source: Path = _SOURCE) -> dict[str, TestIdentity]:
    """By subject, in the order of the file."""
    entries = yaml.safe_load(source.read_text(encoding="utf-8"))["people"]
    return {entry["subject"]: TestIdentity(**entry) for entry in entries}
