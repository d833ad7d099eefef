"""What a report takes from a project: names, words, counts, cross-tables and clouds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.answers import Answer, AnswerId, Question, group_answers, normal_form
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.counting import CountTable
from coder.domain.crossing import CrossTable
from coder.domain.names import count_names
from coder.domain.tokens import Lemmatizer
from coder.domain.waves import WaveTable
from coder.reports.cloud_style import CloudStyle
from coder.reports.clouds import PLAIN as CLOUD_STYLE
from coder.reports.clouds import CloudFile
from coder.reports.name_counts import FamilyCount, GivenName, NameCount, NamesReport, report_names
from coder.reports.name_merges import FILE_NAME as MERGES_FILE
from coder.reports.name_merges import NameMerges, read_merges, write_different, write_merge
from coder.reports.wave_tables import word_lines
from coder.reports.word_counts import CountedText, WordCount, WordKind, WordsReport, count_words
from coder.reports.word_families import families_for, stop_words
from coder.services import lookups
from coder.services.cloud_words import CloudSource
from coder.services.codebooks import codebook_file, codebook_for
from coder.services.counting import PLAIN, Counting, CountOptions
from coder.services.given_names import documents_of, given_names
from coder.services.groupings import Grouping, groupings_of
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.reports.association import GroupTest
    from coder.reports.name_variants import Variant
    from coder.services.analysing import ReportProgress
    from coder.suggest.features import Document


class Results:
    """The figures of a project. Without a wave, each is of the latest that has the question."""

    def __init__(self, project: Project, lemmatizer: Lemmatizer) -> None:
        self.project = project
        self.lemmatizer = lemmatizer
        self.counting = Counting(project)
        self._words: dict[tuple[str, str], WordsReport] = {}

    def names(self, question: str, wave: str | None = None) -> NamesReport:
        """Names (job titles) as typed, and in families where the codebook takes one code.

        An answer's family is the code that counts; where nobody coded it, what the rules say.

        Raises:
            CoderError: No such question or wave, or its codebook is not right.
        """
        wave = lookups.find_wave(self.project, question, wave)
        answers = self.project.answers(question, wave)
        codebook = self._codebook(self.project.question(question))
        merged = self.name_merges(question).names
        if codebook is None or codebook.answers is AnswersPer.MANY:
            given = [GivenName(merged.get(answer.normal, answer.text)) for answer in answers]
            return report_names(question, wave, given, () if codebook is None else None)
        families = [code for code in codebook.codable if not code.fallback]
        return report_names(question, wave, self._given(codebook, wave, answers, merged), families)

    def families_of(self, question: str, wave: str) -> dict[AnswerId, str]:
        """The family that each name counts in, "" for none."""
        answers = self.project.answers(question, wave)
        codebook = self.counting.codebook(question)
        given = self._given(codebook, wave, answers, {})
        return {answer.id: name.code for answer, name in zip(answers, given, strict=True)}

    def texts_with(self, question: str, wave: str, kinds: frozenset[WordKind]) -> set[str]:
        """The distinct answers in which one of these words stands."""
        answers = self.project.answers(question, wave)
        texts = list(dict.fromkeys(answer.text for answer in answers))
        return {
            document.text
            for document in self._documents(texts)
            if any((token.form, token.lemma, token.parts) in kinds for token in document.tokens)
        }

    def asks_for_names(self, question: str) -> bool:
        """Does the question ask for a name (a job title), and not for whole sentences?"""
        codebook = self._codebook(self.project.question(question))
        return codebook is not None and codebook.answers is AnswersPer.ONE

    def name_merges(self, question: str) -> NameMerges:
        """Which spellings a person took together, and which not.

        Raises:
            ProblemsError: The file with them is not right.
        """
        return read_merges(self.beside_codebook(question) / MERGES_FILE, question)

    def merged_names(self, question: str) -> dict[str, str]:
        """Normal form of a spelling → that of the name it counts as."""
        names = self.name_merges(question).names
        return {spelling: normal_form(name) for spelling, name in names.items()}

    def beside_codebook(self, question: str) -> Path:
        """The folder of the question's codebook, where its lists lie; else the project's."""
        file = codebook_file(self.project, self.project.question(question))
        return file.parent if file else self.project.path.parent

    def _given(
        self,
        codebook: Codebook,
        wave: str,
        answers: Sequence[Answer],
        merged: Mapping[str, str],
    ) -> list[GivenName]:
        question = answers[0].question if answers else ""
        coded = self.counting.codes(question, wave)
        texts = list(dict.fromkeys(answer.text for answer in answers))
        return given_names(codebook, answers, coded, self._documents(texts), merged)

    def words(
        self, question: str, wave: str | None = None, progress: ReportProgress | None = None
    ) -> WordsReport:
        """Words that recur in the answers, also as a part of a compound.

        Raises:
            CoderError: No such question or wave, or the project's word families are not right.
        """
        wave = lookups.find_wave(self.project, question, wave)
        answers = self.project.answers(question, wave)
        known = self._words.get((question, wave))
        if known is None or known.n != len(answers):
            known = self.count_words_of(question, wave, answers, progress)
            self._words[question, wave] = known
        return known

    def counts(
        self,
        question: str,
        wave: str | None = None,
        coder: str | None = None,
        options: CountOptions = PLAIN,
    ) -> CountTable:
        """Respondents and mentions per code; `coder` counts that coder's own work alone.

        Raises:
            CoderError: No such question, wave, coder or weights, or the question has no codebook.
        """
        return self.counting.counts(question, wave, coder, options)

    def proposed_only(self, question: str, wave: str | None = None) -> int:
        """Coded answers that no person decided on: rules or model proposed their codes.

        Raises:
            CoderError: No such question or wave.
        """
        wave = lookups.find_wave(self.project, question, wave)
        return self.project.progress(question, wave).by_machine_only

    def crossed(
        self,
        question: str,
        by: str,
        wave: str | None = None,
        coder: str | None = None,
        options: CountOptions = PLAIN,
    ) -> CrossTable:
        """The same for groups of respondents side by side.

        Args:
            question: The question that is counted.
            by: A background attribute, or another coded question (its codes are the groups).
            wave: The wave; None for the latest.
            coder: Counts this coder's own work alone.
            options: Threshold, weights, and what is done with small groups and cells.

        Raises:
            CoderError: As `counts`, or there is nothing called `by`.
        """
        return self.counting.crossed(question, by, wave, coder, options)

    def tested(
        self,
        question: str,
        by: str,
        wave: str | None = None,
        coder: str | None = None,
        smallest_group: int = 0,
    ) -> GroupTest:
        """Do the groups of a cross-table differ by more than chance? Or why that cannot be said.

        Raises:
            CoderError: As `crossed`.
        """
        return self.counting.tested(question, by, wave, coder, smallest_group)

    def compared(
        self,
        question: str,
        waves: Sequence[str] | None = None,
        map_file: Path | None = None,
        *,
        words: bool = False,
    ) -> WaveTable:
        """The question in several waves: counts, percentages, differences with intervals.

        Args:
            question: The question; its present codebook gives the lines.
            waves: Their names, the earliest first; None for all that have the question.
            map_file: Says which code of a wave counts as which now; None: `wave_map.yaml` beside
                the codebook, when there is one.
            words: Compare recurring words too; reads the answers.

        Raises:
            CoderError: No such question or wave, fewer than two waves, or a wrong map.
        """
        from coder.services.comparing import compare_waves

        table = compare_waves(self.counting, question, waves, map_file)
        if not words:
            return table
        return replace(table, words=word_lines([self.words(question, w) for w in table.waves]))

    def groupings(self, question: str, wave: str) -> list[Grouping]:
        """What may make the columns of a cross-table of this question in this wave."""
        return groupings_of(self.project, question, wave)

    def variants(self, question: str, wave: str | None = None) -> list[Variant]:
        """Spellings that may be one name; for a person to decide on, the surest first.

        Raises:
            CoderError: No such question or wave, or the list of decisions is not right.
        """
        from coder.reports.name_variants import suggest_variants

        wave = lookups.find_wave(self.project, question, wave)
        decided = self.name_merges(question)
        texts = (answer.text for answer in self.project.answers(question, wave))
        names = count_names(decided.names.get(normal_form(text), text) for text in texts)
        return suggest_variants([(name.name, name.count) for name in names.names], decided)

    def merge_names(self, question: str, name: str, spellings: Iterable[str]) -> Path:
        """Counts spellings as one name from now on; gives the list that says so.

        Raises:
            CoderError: The list is not right, or cannot be written.
        """
        path = self.beside_codebook(question) / MERGES_FILE
        write_merge(path, question, name, spellings)
        return path

    def keep_apart(self, question: str, one: str, other: str) -> Path:
        """Two names are not the same: they are not suggested again.

        Raises:
            CoderError: The list is not right, or cannot be written.
        """
        path = self.beside_codebook(question) / MERGES_FILE
        write_different(path, question, one, other)
        return path

    def cloud(  # noqa: PLR0913 - what is drawn, and how
        self,
        question: str,
        wave: str | None = None,
        *,
        source: str = CloudSource.AUTO,
        code: str | None = None,
        path: Path,
        group: tuple[str, str] | None = None,
        style: CloudStyle = CLOUD_STYLE,
        by_code: bool = False,
    ) -> CloudFile:
        """Draws a word cloud; PNG or SVG by the file's suffix, the same bytes each time.

        Words that the list `cloud_words.yaml` beside the codebook leaves out are not drawn.

        Args:
            question: The question.
            wave: The wave; None for the latest.
            source: "names": whole answers; "words": their words; "auto": as the answers are.
            code: Only the answers with this code, or a code below this net.
            path: The file to write.
            group: Only respondents of this group: an attribute or coded question, and a value.
            style: Shape, colours, outline, pixels.
            by_code: Give words the colour of the code whose respondents say them most.

        Raises:
            CoderError: No such question, wave, source, code or group, nothing to draw, or the file
                cannot be written.
        """
        from coder.services.clouds import CloudRequest, draw

        request = CloudRequest(question, wave, source, code, group, style, by_code)
        return draw(self, request, Path(path))

    def count_words_of(
        self,
        question: str,
        wave: str,
        answers: Sequence[Answer],
        progress: ReportProgress | None = None,
    ) -> WordsReport:
        """The words of some answers of a question."""
        families = families_for(self.beside_codebook(question))
        groups = group_answers(answers)
        documents = self._documents([group.text for group in groups], progress)
        texts = (
            CountedText(group.text, document.tokens, group.size)
            for group, document in zip(groups, documents, strict=True)
        )
        words = count_words(texts, families, stop_words())
        return WordsReport(question, wave, len(answers), tuple(words))

    def _documents(
        self, texts: Sequence[str], progress: ReportProgress | None = None
    ) -> Iterator[Document]:
        return documents_of(self.project, self.lemmatizer, texts, progress)

    def codebook_of(self, question: str) -> Codebook | None:
        """The codebook of a question, None when it has none yet."""
        return self._codebook(self.project.question(question))

    def _codebook(self, question: Question) -> Codebook | None:
        return codebook_for(self.project, question) if question.codebook_id else None


__all__ = [
    "CloudFile",
    "CloudSource",
    "FamilyCount",
    "NameCount",
    "NamesReport",
    "Results",
    "WordCount",
    "WordsReport",
]
