"""The scripted conversations and what every turn of them must do."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from evaluation.errors import ScriptsUnreadable
from evaluation.questions import Behaviour, District
from evaluation.settings import HERE
from evaluation.texts import say

SCRIPTS = HERE / "data" / "dialogues.yml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectation(_Strict):
    """What is left out is not asked for. `facts`: of each group one alternative must be said."""

    behaviour: Behaviour | None = None
    not_behaviour: Behaviour | None = None
    topic: str | None = None
    facts: list[list[str]] = []
    must_not: list[str] = []
    cites: District | None = None
    warnings: list[str] = []
    buttons: list[str] = []
    state: str | None = None


class Step(_Strict):
    """The citizen either says something or presses the button whose title holds `presses`."""

    says: str | None = None
    presses: str | None = None
    expect: Expectation

    @model_validator(mode="after")
    def one_of_both(self) -> "Step":
        if (self.says is None) == (self.presses is None):
            raise ValueError("says or presses, one of them")
        return self


class Script(_Strict):
    """`about`: what the conversation tries. `region`: the district that the page knows."""

    id: str
    about: str
    region: District | None = None
    turns: list[Step] = Field(min_length=1)


def read_scripts(path: Path) -> list[Script]:
    """Raises: ScriptsUnreadable: missing, malformed, or an id twice."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        scripts = TypeAdapter(list[Script]).validate_python(loaded)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        detail = str(error)[:300]
        raise ScriptsUnreadable(say("scripts_malformed", path=path, detail=detail)) from error
    if not scripts or len({script.id for script in scripts}) != len(scripts):
        raise ScriptsUnreadable(say("scripts_malformed", path=path, detail=say("script_twice")))
    return scripts
