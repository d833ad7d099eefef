"""What the Model screen asks for: judging, training, bulk coding and models of one question."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coder.domain.codebook import Codebook
from coder.domain.models import KeptModel
from coder.i18n import _
from coder.services.bulk import BulkPlan, BulkResult, Machine, carry_out, plan_bulk
from coder.services.codebooks import codebook_for
from coder.services.models import Models, Stage
from coder.services.workbench import Workbench

if TYPE_CHECKING:
    from coder.services.evaluation import Evaluation

Stamp = tuple[str, str, str, int, str]  # project, question, wave, latest batch, codebook


class ModelRoom:
    """One question in one wave, with its models. Slow methods are meant for a worker."""

    def __init__(self, workbench: Workbench, question: str, wave: str) -> None:
        self.workbench = workbench
        self.question = question
        self.wave = wave
        self.models = Models(workbench.project, question, workbench.lemmatizer)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        project = self.workbench.project
        return codebook_for(project, project.question(self.question))

    @property
    def stamp(self) -> Stamp:
        """What an evaluation depends on: it holds until one of these changes."""
        from coder.suggest.model_io import codebook_fingerprint

        latest = self.workbench.project.history(limit=1)
        batch = latest[0].batch.id if latest else 0
        where = str(self.workbench.path), self.question, self.wave
        return *where, batch, codebook_fingerprint(self.codebook)

    def judge(self, report: Stage) -> Evaluation:
        """Cross-validate suggestions on what is coded now, with learning curve and estimates.

        Raises:
            CoderError: There is too little to judge.
        """
        from coder.services.evaluating import evaluate
        from coder.services.judging import material_from_question

        material = material_from_question(self.workbench, self.question, self.wave, report)
        return evaluate(material, report=report)

    def keep(self, found: Evaluation, report: Stage) -> KeptModel:
        """Train on all that is coded now, and keep the model with these figures.

        Raises:
            CoderError: There is too little to learn from.
        """
        return self.models.train(self.wave, found.as_json(), report)

    def plan_bulk(self, min_score: float, report: Stage) -> BulkPlan:
        """What coding by model would do, and at which precision.

        Raises:
            CoderError: There is too little to learn from.
        """
        return plan_bulk(
            self.workbench,
            self.question,
            self.wave,
            Machine.MODEL,
            min_score,
            lambda done, of: report(_("Reading the answers"), done, of),
            judge=True,
        )

    def carry_out(self, plan: BulkPlan) -> BulkResult:
        """Store what was planned, as one step that can be undone.

        Raises:
            CoderError: It cannot be stored; nothing was changed.
        """
        return carry_out(self.workbench, plan)

    def made_with(self, model: KeptModel | None) -> str:
        """Codebook and Dutch of a model (None: of the one that learns along), in words."""
        origin = model.run.origin if model else self.models.origin_now(self.codebook)
        return _("codebook {codebook} {version}, read by {pipeline} {pipeline_version}").format(
            codebook=origin.codebook_id,
            version=origin.codebook_sha256[:8],
            pipeline=origin.pipeline,
            pipeline_version=origin.pipeline_version,
        )
