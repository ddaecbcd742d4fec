"""The manner of all messages: nothing unknown is let through, nothing changes once it is made."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
"""Our own identifier of an item, a material, a window, such as `440104-unemployment-registration`."""

RegionCode = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
"""GB/T 2260."""


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def without_nul(cls, value: Any) -> Any:
        """PostgreSQL keeps no NUL character in a text, and nobody types one."""
        if _has_nul(value):
            raise ValueError("a text holds a NUL character")
        return value


def _has_nul(value: Any) -> bool:
    """Models inside have looked for themselves."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_nul(part) for part in value)
