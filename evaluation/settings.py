"""Where the question sets are and where results go."""

from pathlib import Path

from chassis.settings import ROOT, ServiceSettings

HERE = Path(__file__).resolve().parent
OWN_QUESTIONS = HERE / "data" / "questions.jsonl"
RESULTS = HERE / "results"
CONFIGS = HERE / "configs"


class EvaluationSettings(ServiceSettings):
    """`evaluation_questions` (CIVICDESK_EVALUATION_QUESTIONS) names a second, outside set of questions,
    `evaluation_yardstick` (CIVICDESK_EVALUATION_YARDSTICK) an outside set of passages and questions,
    `official_texts` (CIVICDESK_OFFICIAL_TEXTS) the folder with `<document id>.txt`.
    """

    evaluation_questions: Path | None = None
    evaluation_yardstick: Path | None = None
    official_texts: Path = ROOT.parent / "shared" / "documents"

    @property
    def official_text_files(self) -> list[Path]:
        """Empty where the folder is not here."""
        return sorted(self.official_texts.glob("*.txt"))

    @property
    def work_dir(self) -> Path:
        """Knowledge bases of the evaluations' own, kept from run to run."""
        return self.var_dir.absolute() / "evaluation"
