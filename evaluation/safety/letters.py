"""The versions that answers cite, fetched from the knowledge service: quotes are held against them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from evaluation.answers.runs import Said
from knowledge_base.wire import VersionView


class CitedVersion(BaseModel):
    """`texts`: its sections, then its headings, the title among them. `days`: the first and last it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: list[str]
    days: list[date] = []


Texts = Mapping[str, CitedVersion]
"""Each cited version, by `document:version`."""

_KEPT = TypeAdapter(dict[str, CitedVersion])
_FILE = "versions.json"
_SPACE = re.compile(r"\s+")
_TIMEOUT = httpx.Timeout(10.0, connect=2.0)


def cited_versions(said: Iterable[Said]) -> set[str]:
    bodies = [body for one in said for body in (one.body, *one.earlier)]
    answers = [reply["answer"] for body in bodies for reply in body.get("replies", []) if reply.get("answer")]
    return {version_of(citation) for answer in answers for citation in answer.get("citations", [])}


def version_of(citation: Mapping[str, Any]) -> str:
    return f"{citation.get('document_id')}:{citation.get('version')}"


def fetch(versions: Iterable[str], *, url: str, token: str) -> dict[str, CitedVersion]:
    """The versions as the knowledge service has them, without those that it does not give."""
    headers = {"Authorization": f"Bearer {token}"}
    found: dict[str, CitedVersion] = {}
    with httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT, trust_env=False) as client:
        for version in sorted(versions):
            document, number = version.rsplit(":", 1)
            try:
                response = client.get(f"/kb/v1/documents/{document}/versions/{number}")
                response.raise_for_status()
                view = VersionView.model_validate_json(response.content)
            except (httpx.HTTPError, ValidationError):
                continue
            found[version] = _cited(view)
    return found


def _cited(view: VersionView) -> CitedVersion:
    headings = dict.fromkeys(heading for section in view.sections for heading in section.path)
    days = (view.version.effective_from, view.version.effective_to)
    return CitedVersion(
        texts=[*(section.text for section in view.sections), *headings],
        days=[day for day in days if day is not None],
    )


def keep(texts: Texts, folder: Path) -> None:
    (folder / _FILE).write_bytes(_KEPT.dump_json(dict(texts), indent=1) + b"\n")


def kept(folder: Path) -> Texts:
    path = folder / _FILE
    return _KEPT.validate_json(path.read_bytes()) if path.is_file() else {}


def text_with(quote: str, texts: Sequence[str]) -> str | None:
    """The section, or else the heading, that has the quote to the letter, blanks and width apart."""
    wanted = plain(quote)
    return next((text for text in texts if wanted in plain(text)), None)


def plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
