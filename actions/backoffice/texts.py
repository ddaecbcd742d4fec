"""What the back office says to people, in `texts/*.yml`: one file and one model per subject."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict

_FOLDER = Path(__file__).with_name("texts")


class Texts(BaseModel):
    """Base of a subject's texts. Nothing missing and nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def load(cls, name: str) -> Self:
        source = (_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
        return cls.model_validate(yaml.safe_load(source))
