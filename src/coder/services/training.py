"""Train a model on what persons coded, judge it by cross-validation, and keep both."""

from __future__ import annotations

from coder.domain.answers import group_answers
from coder.domain.coding import Source, effective
from coder.domain.models import KeptModel
from coder.i18n import _
from coder.services.analysing import analyse_texts
from coder.services.codebooks import codebook_for
from coder.services.evaluating import evaluate
from coder.services.judging import CodedGroup, Material, material_from_question
from coder.services.models import Models, Stage
from coder.services.workbench import Workbench


def train_and_judge(  # noqa: PLR0913 - on what, and how thoroughly
    workbench: Workbench,
    question: str,
    wave: str | None = None,
    *,
    all_waves: bool = False,
    judge: bool = True,
    with_curve: bool = False,
    stage: Stage | None = None,
) -> KeptModel:
    """Learn from a wave (or all waves) of a question, and keep the model with its figures.

    Args:
        workbench: The project.
        question: The question.
        wave: The wave; None: the latest.
        all_waves: Learn from all waves together instead.
        judge: Cross-validate first.
        with_curve: Find the learning curve too; takes about twice as long.
        stage: Hears what is being done; what it raises stops the work, and nothing is kept.

    Raises:
        CoderError: There is too little to learn from or to judge, or there is no codebook.
    """
    shelf = Models(workbench.project, question, workbench.lemmatizer)
    used = None if all_waves else workbench.wave_of(question, wave)
    shelf.check_enough(used)
    figures = None
    if judge:
        material = material_of(workbench, question, used, stage)
        figures = evaluate(material, with_curve=with_curve, report=stage).as_json()
    return shelf.train(used, figures, stage)


def material_of(
    workbench: Workbench, question: str, wave: str | None, stage: Stage | None = None
) -> Material:
    """What a model of this wave, or of all waves together (None), is judged by."""
    if wave is not None:
        return material_from_question(workbench, question, wave, stage)
    project = workbench.project
    codebook = codebook_for(project, project.question(question))
    codings = project.codings(question)
    groups = []
    for group in group_answers(project.answers(question)):
        given = [coding for answer in group.answer_ids for coding in codings.get(answer, ())]
        decided = effective(given)
        codes = decided.marks.codes if decided.source is Source.PERSON else None
        ids = tuple(map(str, group.answer_ids))
        groups.append(CodedGroup(ids, group.text, codes, group.size))

    def tell(done: int, of: int) -> None:
        if stage:
            stage(_("Reading the answers"), done, of)

    texts = [group.text for group in groups]
    documents = analyse_texts(project, workbench.lemmatizer, texts, tell)
    labels = {code.id: code.label for code in codebook.walk()}
    name = _("{question}, all waves").format(question=question)
    return Material(name, tuple(groups), tuple(documents), codebook, labels, workbench.lemmatizer)
