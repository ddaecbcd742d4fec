"""Whether all that an application needs is there."""

from dataclasses import dataclass

from actions.backoffice.handlers.application_texts import ApplicationTexts
from actions.backoffice.handlers.dossiers import Dossier
from actions.errors import AnswersIncomplete, NotEligible
from actions.rules.eligibility import unanswered, unmet
from actions.rules.materials import open_materials


@dataclass(frozen=True)
class Completeness:
    texts: ApplicationTexts

    def require(self, dossier: Dossier) -> None:
        """Raises: NotEligible, AnswersIncomplete."""
        self._require_conditions(dossier)
        refusals = self.texts.refusals
        unfilled = [
            field.label
            for field in dossier.form.fields
            if field.required and field.code not in dossier.answers
        ]
        if unfilled:
            labels = self.texts.listed(unfilled)
            raise AnswersIncomplete(message=refusals.answers_missing.format(labels=labels))
        if still_open := open_materials(dossier.form.materials, dossier.materials):
            names = self.texts.listed(material.name for material in still_open)
            raise AnswersIncomplete(message=refusals.materials_missing.format(names=names))

    def _require_conditions(self, dossier: Dossier) -> None:
        """Each item asks for itself: what one wants, another may not."""
        conditions = [condition for item in dossier.items for condition in item.conditions]
        if excluding := unmet(conditions, dossier.answers):
            raise NotEligible(message="".join(dict.fromkeys(one.unmet for one in excluding)))
        if still_open := unanswered(conditions, dossier.answers):
            questions = "".join(dict.fromkeys(condition.question for condition in still_open))
            raise AnswersIncomplete(message=self.texts.refusals.questions_open.format(questions=questions))
