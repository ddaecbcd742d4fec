"""With a model: the composed sentences put more fluently. These are proposals; `verify` decides on each."""

from chassis.logs import get_logger
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.steps.screen import is_attack
from knowledge_base.answer.text import squeeze
from knowledge_base.errors import ModelFailed
from knowledge_base.model_usage import ModelUsage
from knowledge_base.ports import ModelTask, Said

_LEAST_SECONDS = 0.2


def word(context: Context, services: Services) -> None:
    """Fill the context's wordings. Only sentences with a source go to the model: no note, no warning."""
    use = services.model
    if use is None or context.model_is_down:
        return
    facts = _facts(context)
    seconds = use.seconds - context.seconds.get("reword_question", 0.0)
    if not facts or seconds < _LEAST_SECONDS:
        return
    try:
        said = use.model.word(context.question, list(facts.values()), seconds=seconds)
    except ModelFailed:
        return
    positions = list(facts)
    for sentence in said.sentences:
        fact = _fact(sentence, len(positions), use.usage)
        if fact is not None:
            context.wordings.setdefault(positions[fact - 1], []).append(sentence.text)


def _facts(context: Context) -> dict[int, str]:
    """The composed sentences by position, without those that speak to the model instead of the citizen."""
    return {
        position: segment.text
        for position, segment in enumerate(context.segments)
        if segment.citations and not is_attack(squeeze(segment.text))
    }


def _fact(sentence: Said, facts: int, usage: ModelUsage) -> int | None:
    """The number of the one fact that a sentence rests on, if it names one."""
    if not sentence.sources:
        verdict = "uncited"
    elif not all(1 <= number <= facts for number in sentence.sources):
        verdict = "unknown_citation"
    elif len(set(sentence.sources)) > 1:
        verdict = "several_sources"
    else:
        return sentence.sources[0]
    usage.judged(ModelTask.WORD, verdict)
    get_logger().warning("wording_refused", reason=verdict)
    return None
