"""What the process that looks at a file says of it."""

from pydantic import BaseModel

from actions.backoffice.files.kinds import Kind
from actions.backoffice.files.refusal import Reason


class Verdict(BaseModel):
    """`kind` of what is kept, or why nothing is. `detail` holds nothing of the file."""

    kind: Kind | None = None
    refused: Reason | None = None
    detail: str = ""
