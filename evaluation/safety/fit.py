"""Fits the estimate of danger by logistic regression, and writes it as weights that need no library.

On the tuning parts only: phrasings of danger against what looks like them, the citizens' words that ship with
the policy points, attacks, the questions of our own sets, and what the dialogue model is trained on.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

import knowledge_base.policies
from chassis.settings import ROOT
from evaluation.calibration.asked import read_asked
from evaluation.questions import read_questions
from evaluation.safety.cases import ATTACKS, CRISIS, OWN, Case, own_cases, read_cases
from evaluation.settings import OWN_QUESTIONS
from knowledge_base.answer.alarm import grams_of, length_of, pieces_of, without_lookalikes
from knowledge_base.disguise import undisguise
from knowledge_base.policies.points import load_policies

_POLICIES = Path(next(iter(knowledge_base.policies.__path__)))
_UTTERANCES = ROOT / "bot" / "data" / "nlu"
_DANGER_INTENT = "report_danger"
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_SEED = 20261121
_FOLDS = 5
_STRENGTH = 1.0  # inverse of the regularisation
_KEPT_WEIGHTS = 3000
_DIGITS = 3
# Of what the fit did not see: the share of look-alikes that may be alarmed, and of danger that must be found.
_ALARMED = 0.03
_FOUND = 0.97

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Phrase:
    """`looks_alike`: written to be taken for danger, and none."""

    text: str
    danger: bool
    looks_alike: bool = False


def phrases() -> list[Phrase]:
    """All that the estimate is fitted on, each text once; danger wins over a text that stands twice.

    A frozen phrase that stands elsewhere too, as a training example of the dialogue model, is left out.
    """
    whole = [*_from_cases(), *_from_policies(), *_from_utterances()]
    # A sentence of an ordinary text is ordinary too; of danger it need not be every one.
    found = [replace(phrase, text=piece) for phrase in whole for piece in _pieces(phrase)]
    frozen = {_prepared(case.question) for case in _cases() if case.part == "frozen"}
    found = [phrase for phrase in found if phrase.text not in frozen]
    found.sort(key=lambda phrase: (phrase.danger, phrase.looks_alike))
    return list({phrase.text: phrase for phrase in found}.values())


def _pieces(phrase: Phrase) -> list[str]:
    return pieces_of(phrase.text)[: 1 if phrase.danger else None]


def _from_cases() -> list[Phrase]:
    asked = [Phrase(_prepared(one.question), danger=False) for one in read_asked() if one.part == "tuning"]
    return [*asked, *(_of_case(case) for case in _cases() if case.part == "tuning")]


def _cases() -> list[Case]:
    return [*read_cases(CRISIS), *read_cases(ATTACKS), *own_cases(read_questions(OWN_QUESTIONS))]


def _of_case(case: Case) -> Phrase:
    danger = case.kind == "danger"
    looks_alike = case.kind == "ordinary" and case.category != OWN
    return Phrase(_prepared(case.question), danger, looks_alike)


def _from_policies() -> list[Phrase]:
    points = [point for document in load_policies(_POLICIES) for point in document.points]
    return [Phrase(_prepared(text), danger=False) for point in points for text in (*point.asks, point.text)]


def _from_utterances() -> list[Phrase]:
    return [
        Phrase(_prepared(_ANNOTATION.sub(r"\1", line[2:])), danger=entry["intent"] == _DANGER_INTENT)
        for path in sorted(_UTTERANCES.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
        for line in entry["examples"].splitlines()
        if line[2:].strip()
    ]


def _prepared(text: str) -> str:
    return without_lookalikes(undisguise(text))


def fit(chosen: Sequence[Phrase]) -> dict[str, Any]:
    """The estimate as `danger.json` has it. The bars are set on phrases that a fit did not see."""
    # scikit-learn takes a second to import, and scoring alone does not need it.
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415

    texts, danger = [phrase.text for phrase in chosen], np.array([phrase.danger for phrase in chosen])
    counter = CountVectorizer(analyzer=lambda text: sorted(grams_of(text)), min_df=2)
    counted = counter.fit_transform(texts)
    # The rarer a gram, the more it tells.
    rarity = np.log((1 + len(texts)) / (1 + np.asarray(counted.sum(axis=0)).ravel())) + 1
    lengths = np.array([length_of(grams_of(text)) for text in texts])
    seen = counted.multiply(rarity).multiply(1 / lengths[:, None]).tocsr()
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=5000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    unseen = cross_val_predict(model, seen, danger, cv=folds, method="decision_function")
    model.fit(seen, danger)
    weights = dict(zip(counter.get_feature_names_out(), model.coef_[0] * rarity, strict=True))
    alike = np.array([phrase.looks_alike for phrase in chosen])
    return {
        "bias": round(float(model.intercept_[0]), _DIGITS),
        "surely": round(float(np.quantile(unseen[alike], 1 - _ALARMED)), _DIGITS),
        "maybe": round(float(np.quantile(unseen[danger], 1 - _FOUND)), _DIGITS),
        "weights": _heaviest(weights.items()),
    }


def _heaviest(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    kept = sorted(weights, key=lambda item: -abs(item[1]))[:_KEPT_WEIGHTS]
    return {gram: round(float(weight), _DIGITS) for gram, weight in sorted(kept)}


def write(fitted: dict[str, Any], path: Path) -> None:
    """A line for every ten weights or so, so that a change can be read."""
    numbers = {name: value for name, value in fitted.items() if name != "weights"}
    pairs = [f"{json.dumps(g, ensure_ascii=False)}:{w}" for g, w in fitted["weights"].items()]
    rows = ",\n".join(",".join(pairs[i : i + 10]) for i in range(0, len(pairs), 10))
    path.write_text(f'{json.dumps(numbers)[:-1]}, "weights": {{\n{rows}\n}}}}\n', encoding="utf-8")
