"""Staff routes: the test bench, and the bars of the judge."""

from fastapi import APIRouter

from chassis.staff_web import Editing, Publishing, Viewing
from chassis.web import documented
from knowledge_base.answer.bars import Bars
from knowledge_base.checks import Question, Subject
from knowledge_base.desk_wire.bench import (
    BarsSaving,
    BarsTrial,
    BarsView,
    BenchRequest,
    ExplainedView,
    HitView,
    JudgedView,
    PassageView,
    ReadingView,
    SearchView,
    SentenceView,
    StepView,
)
from knowledge_base.desk_wire.checks import ParametersRequest
from knowledge_base.errors import (
    BarsInvalid,
    BelowFloors,
    CheckChanged,
    DocumentUnknown,
    EmbedderFailed,
    RegionUnknown,
)
from knowledge_base.models import Source
from knowledge_base.publish.bench import Explained, Judged, Passage, Search
from knowledge_base.publish.sides import request_of
from knowledge_base.publish.tuning import RANGES, Tuning
from knowledge_base.web.check_views import floor_results
from knowledge_base.web.deps import DeskHere, KnowledgeHere

router = APIRouter(prefix="/kb/v1/desk", tags=["bench"])

_SHOWN_CHARACTERS = 300


@router.post(
    "/bench/question", responses=documented(RegionUnknown, DocumentUnknown, BarsInvalid, EmbedderFailed)
)
def ask(_: Editing, request: BenchRequest, desk: DeskHere, knowledge: KnowledgeHere) -> ExplainedView:
    """One question with all that happened to it, answered without a language model."""
    if request.region and knowledge.regions.find(request.region) is None:
        raise RegionUnknown(f"region {request.region!r}")
    question = Question(text=request.question, region=request.region or None, history=tuple(request.history))
    subject = Subject(
        document_id=request.document_id,
        number=request.number,
        bars=desk.checks.tuning.checked(request.bars.given()),
    )
    return _explained(desk.checks.bench.explain(request_of(question), subject))


@router.get("/bench/bars", responses=documented())
def bars(_: Viewing, desk: DeskHere) -> BarsView:
    """The bars of the judge: in use, as shipped, and how far they may be moved."""
    return _bars(desk.checks.tuning)


@router.post("/bench/bars/trial", responses=documented(BarsInvalid))
def trial(_: Viewing, request: ParametersRequest, desk: DeskHere) -> BarsTrial:
    """What the last finished trial of these bars says."""
    tuning = desk.checks.tuning
    gate = tuning.gate(request.bars.given())
    return BarsTrial(
        bars=tuning.checked(request.bars.given()),
        checked=gate.checked,
        passed=gate.passed,
        floors=floor_results(gate),
    )


@router.put("/bench/bars", responses=documented(BarsInvalid, BelowFloors, CheckChanged))
def save(person: Publishing, request: BarsSaving, desk: DeskHere) -> BarsView:
    """Use these bars from now on."""
    tuning = desk.checks.tuning
    tuning.save(request.bars.given(), revision=request.revision, reason=request.reason, person=person)
    return _bars(tuning)


def _bars(tuning: Tuning) -> BarsView:
    saved = tuning.saved()
    return BarsView(
        in_use=tuning.in_use.current.values(),
        shipped=Bars.load().values(),
        ranges=RANGES,
        revision=saved.revision if saved else 0,
        reason=saved.reason if saved else "",
        name=saved.name if saved else "",
        at=saved.at if saved else None,
    )


def _explained(found: Explained) -> ExplainedView:
    return ExplainedView(
        answer=found.answer,
        bars=found.bars,
        steps=[StepView(**vars(step)) for step in found.steps],
        readings=[
            ReadingView(
                text=reading.text,
                query=reading.query,
                wants=reading.wants,
                also=list(reading.also),
                read_as=list(reading.read_as),
            )
            for reading in found.readings
        ],
        searches=[_search(search) for search in found.searches],
        judged=[_judged(judged) for judged in found.judged],
        sentences=[
            SentenceView(
                text=sentence.text,
                citations=list(sentence.citations),
                figures=list(sentence.figures),
                kept=sentence.kept,
            )
            for sentence in found.sentences
        ],
    )


def _search(search: Search) -> SearchView:
    return SearchView(
        by="words" if search.by == "words" else "meaning",
        step=search.step,
        regions=list(search.regions),
        found=search.found,
        best=[HitView(score=round(score, 4), passage=_passage(passage)) for passage, score in search.best],
    )


def _judged(judged: Judged) -> JudgedView:
    return JudgedView(
        reading=judged.reading,
        region=judged.region,
        likelihood=round(judged.likelihood, 4),
        subject=round(judged.subject, 4),
        passages=[_passage(passage) for passage in judged.passages],
    )


def _passage(passage: Passage) -> PassageView:
    chunk = passage.chunk
    return PassageView(
        chunk_id=chunk.id,
        document_id=chunk.document_id,
        version=chunk.version,
        title=passage.title,
        section=list(chunk.path),
        text=chunk.quote[:_SHOWN_CHARACTERS],
        is_point=chunk.source is Source.POLICY_POINT,
        dense=round(passage.dense, 4),
        lexical=round(passage.lexical, 4),
        fused=round(passage.fused, 4),
        rank=round(passage.rank, 4),
        told=passage.told,
    )
