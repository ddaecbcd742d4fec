"""Where the question sets are and where results go."""

from pathlib import Path

from chassis.settings import ServiceSettings

HERE = Path(__file__).resolve().parent
OWN_QUESTIONS = HERE / "data" / "questions.jsonl"
RESULTS = HERE / "results"
CONFIGS = HERE / "configs"


class EvaluationSettings(ServiceSettings):
    """`evaluation_questions` (CIVICDESK_EVALUATION_QUESTIONS) names a second, outside set."""

    evaluation_questions: Path | None = None
