"""The form by which a group of questions, or what was found wrong, is brought to an end."""

from typing import Annotated, Any

from fastapi import Form

from connectors.console.asked.choices import choices
from knowledge_base.desk_wire.asked import MAX_COMMENT_CHARACTERS, Cause, Triage, TriageState

_MOST_DOCUMENTS = 10


def read_triage(
    revision: Annotated[int, Form(ge=1)],
    state: Annotated[TriageState, Form()],
    *,
    cause: Annotated[str, Form(max_length=40)] = "",
    assignee: Annotated[str, Form(max_length=100)] = "",
    note: Annotated[str, Form(max_length=MAX_COMMENT_CHARACTERS)] = "",
    as_question: Annotated[str, Form(max_length=10)] = "",
    expected_documents: Annotated[str, Form(max_length=1100)] = "",
) -> Triage:
    """What was filled in. Ids of documents are parted by blanks or commas."""
    documents = expected_documents.replace("，", " ").replace("、", " ").replace(",", " ").split()
    return Triage(
        revision=revision,
        state=state,
        cause=Cause(cause) if cause in set(Cause) else None,
        assignee=assignee.strip() or None,
        note=note,
        as_question=bool(as_question),
        expected_documents=documents[:_MOST_DOCUMENTS],
    )


def triage_choices() -> dict[str, Any]:
    return {"states": choices("state"), "causes": choices("cause", none="unknown")}
