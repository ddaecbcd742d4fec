"""The flow of an answer. Each step reads and writes the context; one that refuses ends the search.

screen      danger to life, injection, own cases: nothing is looked up
understand  the question in plain simplified Mandarin, in its parts, completed from what was said before
reword_question  with a model: what to search for, in words that stand alone
place       the districts it is about
retrieve    passages by words and by meaning
correct     slips of the keyboard, where another reading finds clearly better
formal      what finds little, in the words of documents
lean        what finds little, with more or less of what was asked before
judge       is the answer in there at all?
compose     the fact first, each sentence with its source
word        with a model: the composed sentences put more fluently
verify      every quote to the letter, every figure in its quote; each wording against its sentence
look_again  where nothing was found: veiled danger?
tell_beside  under a refusal: what the documents do say of the matter
caution     what the reader must know beside it, and a way on
"""

from collections.abc import Callable, Mapping
from time import perf_counter

from chassis.logs import get_logger
from chassis.pii import mask
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.history import Instead
from knowledge_base.answer.report import report
from knowledge_base.answer.steps.caution import caution
from knowledge_base.answer.steps.compose import compose
from knowledge_base.answer.steps.correct import correct
from knowledge_base.answer.steps.formal import formal
from knowledge_base.answer.steps.judge import judge
from knowledge_base.answer.steps.lean import lean
from knowledge_base.answer.steps.place import place
from knowledge_base.answer.steps.retrieve import retrieve
from knowledge_base.answer.steps.reword_question import reword_question
from knowledge_base.answer.steps.screen import look_again, screen
from knowledge_base.answer.steps.tell_beside import tell_beside
from knowledge_base.answer.steps.understand import understand
from knowledge_base.answer.steps.verify import verify
from knowledge_base.answer.steps.word import word
from knowledge_base.models import VersionKey
from knowledge_base.wire import Answer, AnswerRequest

Step = Callable[[Context, Services], None]

SEARCH: list[Step] = [screen, understand, reword_question, place, retrieve, correct, formal, lean, judge]
"""The steps up to a refusal; the first that sets a status ends the list."""

ANSWER: list[Step] = [compose, word, verify]
"""Run, both always, where no step refused."""

FINISH: list[Step] = [look_again, tell_beside, caution]
"""Run for every status: even a refusal says what to do next."""

Listener = Callable[[Context, Answer], None]
"""Is told every answer with how it came about. It must take no time and raise nothing."""


class Pipeline:
    """Answers questions. One instance serves all threads of the process."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def answer(
        self,
        request: AnswerRequest,
        *,
        trace_id: str,
        listener: Listener | None = None,
        instead: Mapping[VersionKey, VersionKey] | None = None,
        beside: frozenset[VersionKey] = frozenset(),
    ) -> Answer:
        """Take a question through all steps, on what holds at this moment.

        `listener` is told what came of it.

        With `instead`, as if other versions held in place of those that do, and with `beside`, as if these
        held too; they are found where they are in the indexes, else searched in memory.

        Raises:
            EmbedderFailed: the embedder did not answer; nothing may be concluded from words alone.
        """
        as_of = request.as_of or self.services.clock.today()
        context = Context(request=request, trace_id=trace_id, as_of=as_of)
        with self.services.reading(as_of, Instead(instead or {}, beside)) as services:
            self._run_all(context, services)
        answer = report(context)
        if listener:
            listener(context, answer)
        get_logger().info(
            "answered",
            status=answer.status,
            question=mask(request.question),
            regions=context.regions,
            cited=[chunk.id for chunk in context.quoted.values()],
            milliseconds={name: round(1000 * value, 1) for name, value in context.seconds.items()},
        )
        return answer

    def _run_all(self, context: Context, services: Services) -> None:
        for step in SEARCH:
            self._run(step, context, services)
            if context.status is not None:
                break
        else:
            for step in ANSWER:
                self._run(step, context, services)
        for step in FINISH:
            self._run(step, context, services)

    def _run(self, step: Step, context: Context, services: Services) -> None:
        started = perf_counter()
        step(context, services)
        context.seconds[step.__name__] = perf_counter() - started
