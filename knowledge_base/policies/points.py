"""The policy points that ship with the product: one fact each, in our own plain words.

A folder holds one folder per document: `document.yaml` and any number of other YAML files, each with
one or more parts (`---` between them) of the form `section` + `points`. A section is the path of
headings in the official text, without trailing full stops.

Errors: `PolicyPointsInvalid` names the file, the point and what is wrong with it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge_base.errors import KnowledgeError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PointId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
PointKind = Literal["measure", "target", "limit", "list", "condition", "definition", "record"]

DOCUMENT_FILE = "document.yaml"


class PolicyPointsInvalid(KnowledgeError):
    """A file of policy points that cannot be used as it stands."""

    code = "policy_points_invalid"
    message = "随产品提供的政策要点有一处写错了,没有装入。请看日志里写明的文件和条目。"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicyCase(_Strict):
    """One branch of a rule: under which circumstance, with what result."""

    when: Text
    then: Text


class PolicyPoint(_Strict):
    """One fact of a document and where it stands."""

    id: PointId
    section: tuple[Text, ...] = Field(min_length=1)
    kind: PointKind
    subject: Text
    text: Text
    figures: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    cases: tuple[PolicyCase, ...] = ()
    asks: tuple[Text, ...] = Field(min_length=1)
    keywords: tuple[Text, ...] = ()
    period_end: date | None = None  # only where the fact has another date than the document's period


class PolicyDocument(_Strict):
    """The head of an official document, with its policy points.

    `owner`: the staff who keep the points true, and compare them with the official text again by `review_on`.
    """

    id: Text
    title: Text
    number: Text | None = None
    issuer: Text
    region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    kind: Literal["plan", "rule"]
    signed_on: date | None = None
    published_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    status: Literal["in_force", "expired"]
    status_source: Text
    notes: str | None = None
    owner: Text | None = None
    review_on: date | None = None
    points: tuple[PolicyPoint, ...] = ()


class _Part(_Strict):
    section: tuple[Text, ...]
    points: list[dict[str, Any]] = Field(min_length=1)


def load_policies(folder: Path) -> list[PolicyDocument]:
    """Reads every document folder below `folder`, in the order of their names."""
    documents = [_load_document(path.parent) for path in sorted(folder.glob(f"*/{DOCUMENT_FILE}"))]
    ids = Counter(point.id for document in documents for point in document.points)
    repeated = sorted(point_id for point_id, count in ids.items() if count > 1)
    if repeated:
        raise PolicyPointsInvalid(f"{folder}: point ids used more than once: {', '.join(repeated)}")
    return documents


def _load_document(folder: Path) -> PolicyDocument:
    head_file = folder / DOCUMENT_FILE
    heads = _read(head_file)
    if len(heads) != 1 or not isinstance(heads[0], dict):
        raise PolicyPointsInvalid(f"{head_file}: one mapping is expected")
    files = (path for path in sorted(folder.glob("*.yaml")) if path != head_file)
    points = tuple(point for path in files for point in _load_points(path))
    try:
        document = PolicyDocument.model_validate({**heads[0], "points": points})
    except ValidationError as error:
        raise PolicyPointsInvalid(f"{head_file}: {_explain(error)}") from error
    if document.id != folder.name:
        raise PolicyPointsInvalid(f"{head_file}: id {document.id} is not the name of its folder")
    return document


def _load_points(path: Path) -> Iterator[PolicyPoint]:
    contents = _read(path)
    if not contents:
        raise PolicyPointsInvalid(f"{path}: at least one part with a section and points is expected")
    for content in contents:
        try:
            part = _Part.model_validate(content)
        except ValidationError as error:
            raise PolicyPointsInvalid(f"{path}: {_explain(error)}") from error
        for raw in part.points:
            yield _point(path, {**raw, "section": part.section})


def _point(path: Path, raw: dict[str, Any]) -> PolicyPoint:
    try:
        return PolicyPoint.model_validate(raw)
    except ValidationError as error:
        raise PolicyPointsInvalid(f"{path}: point {raw.get('id', '?')}: {_explain(error)}") from error


def _read(path: Path) -> list[Any]:
    try:
        return list(yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise PolicyPointsInvalid(f"{path}: not readable as YAML: {error}") from error


def _explain(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
