"""The texts that answers cite, fetched from the knowledge service: quotes are held against them."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx
from pydantic import ValidationError

from evaluation.answers.runs import Said
from knowledge_base.wire import VersionView

Texts = Mapping[str, list[str]]
"""The sections' texts of each cited version, by `document:version`."""

_FILE = "versions.json"
_SPACE = re.compile(r"\s+")
_TIMEOUT = httpx.Timeout(10.0, connect=2.0)


def cited_versions(said: Iterable[Said]) -> set[str]:
    bodies = [body for one in said for body in (one.body, *one.earlier)]
    answers = [reply["answer"] for body in bodies for reply in body.get("replies", []) if reply.get("answer")]
    return {version_of(citation) for answer in answers for citation in answer.get("citations", [])}


def version_of(citation: Mapping[str, Any]) -> str:
    return f"{citation.get('document_id')}:{citation.get('version')}"


def fetch(versions: Iterable[str], *, url: str, token: str) -> dict[str, list[str]]:
    """The texts as the knowledge service has them; none of a version that it does not give."""
    headers = {"Authorization": f"Bearer {token}"}
    found: dict[str, list[str]] = {}
    with httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT, trust_env=False) as client:
        for version in sorted(versions):
            document, number = version.rsplit(":", 1)
            try:
                response = client.get(f"/kb/v1/documents/{document}/versions/{number}")
                response.raise_for_status()
                view = VersionView.model_validate_json(response.content)
            except (httpx.HTTPError, ValidationError):
                continue
            found[version] = [section.text for section in view.sections]
    return found


def keep(texts: Texts, folder: Path) -> None:
    (folder / _FILE).write_text(json.dumps(texts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(folder: Path) -> Texts:
    path = folder / _FILE
    texts: Texts = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return texts


def section_with(quote: str, texts: list[str]) -> str | None:
    """The section that has the quote to the letter, blanks and width apart."""
    wanted = plain(quote)
    return next((text for text in texts if wanted in plain(text)), None)


def plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
