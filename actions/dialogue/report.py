"""Reporting a breach, wage arrears above all: cannot be taken in here yet."""

from actions.dialogue.signpost import Signpost


class Report(Signpost):
    action_name = "action_report"
    topic = "report"
