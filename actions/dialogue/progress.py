"""Where a case stands: only those who handle it can see that, so the reply hands over to them."""

from actions.dialogue.signpost import Signpost
from bot.wire import ReplyType


class Progress(Signpost):
    action_name = "action_progress"
    topic = "progress"
    reply_type = ReplyType.HANDOFF
