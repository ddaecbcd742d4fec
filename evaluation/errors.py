"""What an evaluation can stumble over.

EvaluationError            a Chinese sentence for the person at the terminal
├── QuestionsUnreadable    the question file is missing or malformed
├── UtterancesUnreadable   the file of utterances is missing or malformed
├── ScriptsUnreadable      the file of scripted conversations is missing or malformed
├── GatewayAbsent          nobody answers at the gateway's address
├── GatewayUnready         it answers, but cannot do its work yet
├── RunUnreadable          a stored run is missing or incomplete
├── ProcessNotStarted      a process that the measurement needs did not come up
├── TurnFailed             a measured turn did not work; its time would mean nothing
└── NotLoopback            load is only for this machine
"""


class EvaluationError(Exception):
    """`exit_code` 2: nothing was measured, as opposed to 1: measured and under the floors."""

    exit_code = 2


class QuestionsUnreadable(EvaluationError):
    pass


class UtterancesUnreadable(EvaluationError):
    pass


class ScriptsUnreadable(EvaluationError):
    pass


class GatewayAbsent(EvaluationError):
    pass


class GatewayUnready(EvaluationError):
    pass


class RunUnreadable(EvaluationError):
    pass


class ProcessNotStarted(EvaluationError):
    pass


class TurnFailed(EvaluationError):
    pass


class NotLoopback(EvaluationError):
    pass
