"""What can go wrong between the gateway and the dialogue engine.

DialogueError
└── DialogueFailed             no reply that can be shown: an error, nothing at all, or not in our format
    └── DialogueUnavailable    the engine did not answer: not there, or not in time
"""

from http import HTTPStatus

from chassis.errors import CivicError


class DialogueError(CivicError):
    code = "dialogue_error"


class DialogueFailed(DialogueError):
    code = "dialogue_failed"
    status = HTTPStatus.BAD_GATEWAY


class DialogueUnavailable(DialogueFailed):
    code = "dialogue_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
