"""The rule language, line by line as `codebooks/README.md` promises it."""

import pytest

from coder.domain.codebook import Code, Codebook
from coder.domain.patterns import Hit, RuleBook, considered, parse
from coder.domain.tokens import Token, words
from coder.errors import PatternError

LEMMAS = {
    "bezuinigingen": "bezuiniging",
    "gestegen": "stijgen",
    "collega's": "collega",
    "werkers": "werker",
    "zorgen": "zorg",
}
PARTS = {"jeugdprofessional": ("jeugd", "professional"), "schooljeugd": ("school", "jeugd")}


def analysed(text: str) -> list[Token]:
    return [
        Token(
            word.form,
            LEMMAS.get(word.form, word.form),
            word.start,
            word.end,
            word.sentence,
            parts=PARTS.get(word.form, ()),
        )
        for word in words(text)
    ]


def found(pattern: str, text: str) -> list[str]:
    matches = parse(pattern).find(analysed(text), text)
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("werkdruk", "De werkdruk is hoog.", ["werkdruk"]),
        ("bezuiniging", "Bezuinigingen!", ["Bezuinigingen"]),
        ("stijgen", "kosten gestegen", ["gestegen"]),
        ("coordinator", "Coördinator", ["Coördinator"]),
        ("Coördinator", "coordinator", ["coordinator"]),
        ("bezuinig*", "bezuinigd en bezuinigingen", ["bezuinigd", "bezuinigingen"]),
        ("*druk", "werkdruk, drukte", ["werkdruk"]),
        ("*armoed*", "kinderarmoede armoedig arm", ["kinderarmoede", "armoedig"]),
        ("w*druk", "wdruk werkdruk drukwerk", ["wdruk", "werkdruk"]),
        ("minder geld", "steeds minder geld", ["minder geld"]),
        ("minder geld", "minder en minder, geld", ["minder, geld"]),
        ("minder geld", "minder veel geld", []),
        ("te * tijd", "te weinig tijd", ["te weinig tijd"]),
        ("(*|werkdruk) druk", "heel druk", ["heel druk"]),
        ("zzp'er", "ZZP’er", ["ZZP’er"]),
        ("zzp'*", "zzp'ers zzp", ["zzp'ers"]),
        ("sociaal-cultureel", "sociaal cultureel", ["sociaal cultureel"]),
        ("sociaal-cultureel", "sociaal-cultureel", ["sociaal-cultureel"]),
        ("schoolmaatschappelijk", "(school)maatschappelijk", ["(school)maatschappelijk"]),
    ],
)
def test_words_stars_and_phrases(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("te weinig collega's", ["te weinig collega's"]),
        ("te weinig goede vaste nieuwe collega's", ["te weinig goede vaste nieuwe collega's"]),
        ("te weinig heel goede vaste nieuwe collega's", []),
        ("te weinig tijd. Mijn collega's", []),
    ],
)
def test_a_gap_leaves_out_up_to_three_words_of_one_sentence(text: str, expected: list[str]) -> None:
    assert found("te weinig .. collega", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("te weinig tijd", ["te weinig tijd"]),
        ("gebrek aan wat rust", ["gebrek aan wat rust"]),
        ("geen tijd en geen rust", ["geen tijd", "geen rust"]),
        ("weinig tijd", []),
    ],
)
def test_alternatives_may_be_phrases(text: str, expected: list[str]) -> None:
    assert found("(te weinig|gebrek aan|geen) .. (tijd|rust)", text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("werk(er|ster|)", "werk werker werkster werkte", ["werk", "werker", "werkster"]),
        ("sociaal(-|)cultureel", "sociaalcultureel", ["sociaalcultureel"]),
        ("(school|jeugd)werk*", "jeugdwerker, opbouwwerker", ["jeugdwerker"]),
        ("=(ro|oco)", "RO oco", ["RO", "oco"]),
        ("algemeen? maatschappelijk werker", "maatschappelijk werker", ["maatschappelijk werker"]),
        ("(in de)? wijk", "in de wijk", ["in de wijk"]),
        ("(in de|) wijk", "de wijk", ["wijk"]),
        ("te .. veel? druk", "te druk", ["te druk"]),
        ("veel? .. druk", "de hele dag druk", ["druk"]),
        ("te .. veel?", "te weinig", ["te"]),
        ("(a (b|c d)|e)", "a c d", ["a c d"]),
    ],
)
def test_brackets_and_question_marks(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_form_only_word_ignores_the_lemma() -> None:
    assert found("zorg", "zorgen") == ["zorgen"]
    assert found("=zorg", "zorgen") == []
    assert found("=zorgen", "Zorgen") == ["Zorgen"]


def test_neighbouring_parts_of_a_compound_are_found_together() -> None:
    token = Token(
        "schuldhulpverlener", "schuldhulpverlener", 0, 18, parts=("schuld", "hulp", "verlener")
    )
    assert parse("~hulpverlener").find([token], "schuldhulpverlener")
    assert parse("~schuldhulp").find([token], "schuldhulpverlener")
    assert not parse("~schuldverlener").find([token], "schuldhulpverlener")


def test_a_part_is_a_word_or_a_part_of_a_compound_not_mere_letters() -> None:
    text = "jeugd jeugdprofessional schooljeugd jeugdig"
    assert found("~jeugd", text) == ["jeugd", "jeugdprofessional", "schooljeugd"]
    assert found("~prof*", text) == ["jeugdprofessional"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^geen$", " «Geen.» ", ["Geen"]),
        ("^geen$", "geen idee", []),
        ("^nee", "Nee hoor", ["Nee"]),
        ("^nee", "o nee", []),
        ("goed$", "gaat goed!", ["goed"]),
        ("goed$", "goed hoor", []),
        ("^geen? zorgen$", "zorgen", ["zorgen"]),
        ("(^nee|geen) tijd", "nee tijd, nee tijd, geen tijd", ["nee tijd", "geen tijd"]),
    ],
)
def test_anchors_hold_the_ends_of_the_answer(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("werkdruk", ["werkdruk"]),
        ("Ik ervaar geen werkdruk", []),
        ("Ik ervaar geen werkdruk. De werkdruk elders stijgt", ["werkdruk"]),
        ("lage werkdruk", []),
    ],
)
def test_an_exclusion_counts_for_its_sentence(text: str, expected: list[str]) -> None:
    assert found("werkdruk ! geen werkdruk ! (lage|weinig) werkdruk", text) == expected


def test_matches_are_the_longest_and_do_not_overlap() -> None:
    assert found("sociaal werker?", "sociaal werker, sociaal") == ["sociaal werker", "sociaal"]
    assert found("ja ja", "ja ja ja") == ["ja ja"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("minder geld", "Het wordt minder. Geld is er.", []),
        ("minder geld", "minder\ngeld", []),
        ("maatsch* werker", "maatsch. werker", ["maatsch. werker"]),
        ("maatsch* .. werker", "maatsch. jeugd werker", []),
        ("soc* cult* werker", "soc. cult. werker", ["soc. cult. werker"]),
    ],
)
def test_a_match_stays_in_its_sentence_but_an_abbreviation_ends_none(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert found(pattern, text) == expected


def test_of_two_words_after_a_gap_the_nearest_counts() -> None:
    assert found("geen .. tijd", "geen tijd geen tijd") == ["geen tijd", "geen tijd"]
    assert found("te .. veel? werk", "te vast werk veel werk") == ["te vast werk veel werk"]


def test_a_match_tells_its_tokens() -> None:
    text = "Er is te weinig vaste collega's."
    (match,) = parse("te weinig .. collega").find(analysed(text), text)
    assert (match.token_first, match.token_last, match.word_count) == (2, 5, 4)


@pytest.mark.parametrize(
    ("more", "less", "text"),
    [
        ("maatschappelijk werker", "werker", "maatschappelijk werker"),
        ("werkdruk", "werk*", "werkdruk"),
        ("werkdruk", "te", "te werkdruk"),
        ("^geen$", "geen", "geen"),
        ("jeugd", "~jeugd", "jeugd"),
    ],
)
def test_what_says_more_is_more_specific(more: str, less: str, text: str) -> None:
    first, second = (parse(pattern).find(analysed(text), text)[0] for pattern in (more, less))
    assert first.specificity > second.specificity > 0


@pytest.mark.parametrize(
    ("pattern", "position", "says"),
    [
        ("", 0, "no word"),
        ("   ", 0, "no word"),
        ("! geen", 0, "no word"),
        ("werk !", 6, "no word"),
        ("te (weinig|veel", 3, "not closed"),
        ("werk(er", 4, "not closed"),
        ("te weinig)", 9, "closes nothing"),
        ("minder|geld", 6, "alternatives"),
        ("werk(er aan|ster)", 7, "glued"),
        ("(te veel|te weinig)werk", 3, "glued"),
        ("() werk", 0, "empty"),
        ("(|) werk", 0, "empty"),
        ("werk .. ", 0, "between two words"),
        (".. werk", 0, "between two words"),
        ("a .. .. b", 0, "between two words"),
        ("a .. $", 0, "between two words"),
        ("te ... veel", 5, "two dots"),
        ("te ^veel", 0, "'^'"),
        ("te$ veel", 0, "'$'"),
        ("^$", 0, "every word may be missing"),
        ("te? veel?", 0, "every word may be missing"),
        ("collega'?s", 8, "ends a word"),
        ("* *", 0, "'*'"),
        ("(*|werk)", 0, "'*'"),
        ("geld, tijd", 4, "no meaning"),
        ("geld =", 5, "no word here"),
        ("geld=tijd", 4, "only stand before"),
        ("geld & tijd", 5, "no word here"),
        ("(a ! b)", 3, "inside brackets"),
        ("(" * 30 + "a" + ")" * 30, 20, "too many brackets"),
        ("a" + "(b|c|d|e|f)" * 6, 34, "too many spellings"),
        ("a " * 600, 1000, "longer than"),
    ],
)
def test_a_malformed_pattern_says_what_and_where(pattern: str, position: int, says: str) -> None:
    with pytest.raises(PatternError, match=r"^pattern '") as caught:
        parse(pattern)
    assert says in caught.value.message
    assert caught.value.position == position


BOOK = Codebook(
    "functies",
    "Functies",
    ignore_after=("bij", "in dienst van"),
    codes=(
        Code("opbouw", "Opbouwwerk", patterns=("opbouwwerk*", "opbouw* ! sociaal werk*")),
        Code(
            "net",
            "Net",
            codable=False,
            patterns=("werk*",),
            codes=(Code("sociaal", "Sociaal", patterns=("sociaal (werker|werk)", "^sociaal")),),
        ),
    ),
)


def hits(text: str) -> list[tuple[str, str]]:
    return [(hit.code_id, hit.pattern) for hit in RuleBook(BOOK).hits(analysed(text), text)]


def test_a_rulebook_finds_the_patterns_of_codable_codes_in_their_order() -> None:
    assert hits("sociaal werker, opbouwwerker") == [
        ("opbouw", "opbouwwerk*"),
        ("sociaal", "sociaal (werker|werk)"),
        ("sociaal", "^sociaal"),
    ]
    assert hits("werkster") == []


def test_words_after_an_ignored_word_are_not_looked_at() -> None:
    assert hits("opbouwwerker bij sociaal werk") == [
        ("opbouw", "opbouwwerk*"),
        ("opbouw", "opbouw* ! sociaal werk*"),
    ]
    assert hits("opbouwwerker in dienst van sociaal werk")[0] == ("opbouw", "opbouwwerk*")
    assert len(hits("opbouwwerker in dienst voor sociaal werk")) == 2


def test_an_ignored_word_at_the_beginning_ends_nothing() -> None:
    tokens = analysed("bij sociaal werk bij de gemeente")
    assert len(considered(tokens, ["bij"])) == 3
    assert considered(tokens, []) == tokens


def test_a_hit_keeps_all_its_places() -> None:
    text = "opbouwwerker en opbouwwerkster"
    (hit, _other) = RuleBook(BOOK).hits(analysed(text), text)
    assert isinstance(hit, Hit)
    assert [text[start:end] for start, end in hit.spans] == ["opbouwwerker", "opbouwwerkster"]
    assert hit.specificity == max(match.specificity for match in hit.matches)


def test_many_alternatives_that_may_be_missing_do_not_explode() -> None:
    pattern = " ".join(["(a .. a|a|a?)?"] * 60) + " b"
    text = " ".join(["a"] * 30 + ["c", "b"])
    assert found(pattern, text) == ["b"]  # trying each way by itself would take years
