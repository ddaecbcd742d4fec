"""Which questions a change is asked: those that it can touch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from chassis.clock import Clock
from knowledge_base.check_ports import QuestionSetStore
from knowledge_base.checks import GIVEN, POINTS, Question, Result, SetCount
from knowledge_base.given import GivenAnswers
from knowledge_base.models import NATIONWIDE, Chunk, Source, VersionKey, VersionState
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.floors import title_of

_DAYS = 90
_MOST_GIVEN = 2000
_MOST_POINTS = 5000


@dataclass(frozen=True)
class Asked:
    """The questions of a run in their order, and the sets that they are of."""

    questions: tuple[Result, ...]
    sets: tuple[SetCount, ...]


@dataclass(frozen=True)
class CheckQuestions:
    store: DocumentStore
    sets: QuestionSetStore
    given: GivenAnswers
    clock: Clock

    def of_change(self, *, region: str | None, draft: VersionKey | None) -> Asked:
        """All sets; of one region only what is asked there, or nowhere in particular.

        `draft` is a version whose points' own questions are asked too.
        """
        listed: list[tuple[str, str, list[Question]]] = [
            (POINTS, title_of(POINTS), list(self._of_points(draft))[:_MOST_POINTS]),
            (GIVEN, title_of(GIVEN), list(self._given())),
            *((one.id, one.title, self.sets.questions(one.id)) for one in self.sets.sets()),
        ]
        return _asked((key, title, _of_region(found, region)) for key, title, found in listed)

    def of_set(self, set_id: str, title: str) -> Asked:
        return _asked([(set_id, title, self.sets.questions(set_id))])

    def _of_points(self, draft: VersionKey | None) -> Iterator[Question]:
        """Each point's first wording, once for a region."""
        seen: set[tuple[str, str]] = set()
        for chunk in self._points(draft):
            if (
                chunk.wordings
                and chunk.region != NATIONWIDE
                and (chunk.wordings[0], chunk.region) not in seen
            ):
                seen.add((chunk.wordings[0], chunk.region))
                yield Question(text=chunk.wordings[0], region=chunk.region, category=chunk.subject)

    def _points(self, draft: VersionKey | None) -> Iterator[Chunk]:
        keys = [
            (term.document_id, term.number)
            for term in self.store.terms()
            if term.source is Source.POLICY_POINT and term.state is VersionState.PUBLISHED
        ]
        for key in dict.fromkeys([*keys, *([draft] if draft else [])]):
            chunks = self.store.version_chunks(*key)
            yield from (chunk for chunk in chunks if chunk.source is Source.POLICY_POINT)

    def _given(self) -> Iterator[Question]:
        first_day = self.clock.today() - timedelta(days=_DAYS)
        for answer in self.given.given_since(first_day, limit=_MOST_GIVEN):
            yield Question(text=answer.question, region=answer.region, times=answer.times)


def _of_region(questions: Iterable[Question], region: str | None) -> list[Question]:
    if region is None or region == NATIONWIDE:
        return list(questions)
    return [question for question in questions if question.region in (None, region)]


def _asked(listed: Iterable[tuple[str, str, list[Question]]]) -> Asked:
    found = [(key, title, questions) for key, title, questions in listed if questions]
    flat = [(key, question) for key, _, questions in found for question in questions]
    return Asked(
        questions=tuple(
            Result(position=position, set_key=key, question=question)
            for position, (key, question) in enumerate(flat)
        ),
        sets=tuple(SetCount(key=key, title=title, total=len(questions)) for key, title, questions in found),
    )
