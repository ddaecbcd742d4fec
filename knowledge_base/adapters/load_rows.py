"""Rows of loads to what they are, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from chassis.staff import Person
from knowledge_base.load import Load, LoadState, NewFile

Row = Mapping[str, Any]


def new_row(file: NewFile, file_hash: str, person: Person, at: datetime) -> dict[str, Any]:
    return {
        "name": file.name,
        "size_bytes": len(file.content),
        "file_hash": file_hash,
        "state": LoadState.WAITING,
        "account": person.account,
        "person": person.name,
        "created_at": at,
        "changed_at": at,
        "address": file.address,
        "region": file.region,
        "effective_from": file.effective_from,
        "done": 0,
        "total": 0,
        "message": "",
        "doubts": [],
        "revision": 1,
    }


def to_load(row: Row) -> Load:
    values = {field.name: row[field.name] for field in fields(Load)}
    return Load(**{**values, "state": LoadState(row["state"]), "doubts": tuple(row["doubts"])})
