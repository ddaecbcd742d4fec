"""Rows of the accounts as what they stand for."""

from typing import Any

from chassis.staff import Role
from connectors.console.staff.models import Account


def to_account(row: Any) -> Account:
    return Account(
        account=row.account,
        name=row.name,
        roles=frozenset(map(Role, row.roles)),
        issuer=row.issuer or "",
        must_change_password=row.must_change_password,
        disabled=row.disabled,
        revision=row.revision,
        created_at=row.created_at,
    )
