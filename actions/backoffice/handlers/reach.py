"""Who may reach an application."""

from dataclasses import dataclass

from actions.backoffice.repository.applications import StoredApplication
from actions.errors import ApplicationUnknown, CitizenUnknown


@dataclass(frozen=True)
class Caller:
    """The conversation that the call belongs to, and the person who is signed in."""

    conversation: str | None
    subject: str | None


def require_reach(application: StoredApplication, caller: Caller) -> None:
    """Nobody's application is reached with the id of its conversation, a person's own only by that person.

    Raises:
        CitizenUnknown: it is somebody's, begun in this conversation, and nobody is signed in.
        ApplicationUnknown: it is not the caller's.
    """
    here = application.conversation_id == caller.conversation
    if application.subject is None and here:
        return
    if application.subject is not None and application.subject == caller.subject:
        return
    if here and caller.subject is None:
        raise CitizenUnknown("the application belongs to a person")
    raise ApplicationUnknown(repr(application.id))
