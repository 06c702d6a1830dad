"""How sure the helpdesk is: words that look alike, English words, the regression, and what judged questions set."""

from datetime import datetime

import pytest

from cogs.helpdesk.calibration import FEWEST, calibrated, rescored
from cogs.helpdesk.confidence import FEATURES
from cogs.helpdesk.decision import SHIPPED, Band, Thresholds
from cogs.helpdesk.english import greek_of
from cogs.helpdesk.evaluation import measure, try_out
from cogs.helpdesk.key import stem, words
from cogs.helpdesk.knowledge import calibration_of, to_store
from cogs.helpdesk.likeness import Vocabulary, slips_between
from cogs.helpdesk.logistic import probability
from cogs.helpdesk.search import Found, Index
from config.content import FaqEntry
from config.judged import Judged
from storage import calibration, faq, questions
from storage.calibration import JudgedByAsker
from storage.database import Database
from storage.faq import Entry
from storage.questions import Question
from tests.cogs.helpdesk_world import DISCORD, TEACHER, World
from tests.quality.regression import fit


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("veveosi", "veveosi", 0), ("veveosi", "veveos", 1), ("veveosi", "vevoesi", 1), ("veveosi", "vaveosa", 2)],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips_between(other, one) == slips


def test_a_mistyped_word_finds_the_right_one_and_a_known_word_itself() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(words("βεβαίωση εγγραφή πλατφόρμα"))
    assert vocabulary.alike(words("πλαρφόρμα")[0], known=False) == {stem(words("πλατφόρμα")[0]): 0.85}
    assert vocabulary.alike(words("εγγραφή")[0], known=True)[stem(words("εγγραφή")[0])] == 1.0
    vocabulary.remove(words("βεβαίωση εγγραφή πλατφόρμα"))
    assert vocabulary.alike(words("πλαρφόρμα")[0], known=False) == {}


@pytest.mark.parametrize(
    ("english", "greek"),
    [("certificate", "βεβαίωση"), ("certificates", "βεβαίωση"), ("studies", "μελέτη"), ("stopped", "σταματώ")],
)
def test_an_english_word_stands_for_greek_ones_in_each_of_its_forms(english: str, greek: str) -> None:
    assert stem(words(greek)[0]) in greek_of(english)


@pytest.mark.parametrize("word", ["το", "zx", "grafomai", ""])
def test_what_is_not_english_stands_for_nothing(word: str) -> None:
    assert greek_of(word) == ()


def test_an_english_question_finds_the_greek_entry() -> None:
    index = Index(
        [
            FaqEntry(id="certificate", question="Πότε εκδίδεται η βεβαίωση;", answer="Μετά το τέλος."),
            FaqEntry(id="register", question="Πώς κάνω εγγραφή στην πλατφόρμα;", answer="Από τη σελίδα."),
        ]
    )
    assert index.search("when will I get my certificate?")[0].id == "certificate"
    assert index.search("how do I register on the platform")[0].id == "register"


def test_what_is_translated_counts_by_its_words_since_it_sounds_like_nothing() -> None:
    index = Index(
        [
            FaqEntry(id="register", question="Πώς κάνω εγγραφή στην πλατφόρμα;", answer="Από τη σελίδα."),
            FaqEntry(id="certificate", question="Πότε εκδίδεται η βεβαίωση;", answer="Μετά το τέλος."),
        ]
    )
    english, greek = (index.search(text)[0] for text in ("registration platform", "εγγραφή πλατφόρμα"))
    assert english.evidence
    assert greek.evidence
    sounds, foreign = FEATURES.index("sounds"), FEATURES.index("foreign")
    assert english.evidence.features[foreign] > 0.5, "a platform sounds like a πλατφόρμα; a registration does not"
    assert greek.evidence.features[foreign] == 0.0
    assert english.evidence.features[sounds] > 0.8


def test_the_regression_learns_which_feature_tells() -> None:
    rows = [((float(number % 2), number % 3 / 2), number % 2 == 1) for number in range(60)]
    weights = fit(rows, (0.0, 0.0, 0.0), 0.1)
    assert probability(weights, (1.0, 0.5)) > 0.95
    assert probability(weights, (0.0, 0.5)) < 0.05
    assert abs(weights[1]) < 0.5


def test_few_rows_move_the_regression_little() -> None:
    before = (2.0, -1.0)
    assert fit([], before, 1.0) == before
    assert abs(fit([((1.0,), False)], before, 5.0)[0] - before[0]) < 0.3


def entries(count: int) -> list[FaqEntry]:
    """Return entries about things that do not resemble each other."""
    syllables = ("βα", "γε", "δι", "ζο", "θυ", "κα", "λε", "μι", "νο", "ρυ")
    names = ["".join(syllables[(number // 10**digit + digit) % 10] for digit in range(4)) for number in range(count)]
    return [
        FaqEntry(id=f"e{number}", question=f"Πού βρίσκεται το {name};", answer="Εκεί.", source=name)
        for number, name in enumerate(names)
    ]


def judged(known: list[FaqEntry]) -> list[Judged]:
    """Return for every second entry a question that it answers, and for the others one that nothing does."""
    return [
        Judged(f"πού βρίσκεται αυτό το {each.source}", each.id) if number % 2 else Judged("ξέρετε τι ψάχνω πού;", None)
        for number, each in enumerate(known)
    ]


def test_judged_questions_set_thresholds_that_hold_for_others() -> None:
    known = entries(160)
    index = Index(known)
    found = calibrated(try_out(index.search, judged(known)[:80]))
    measured = measure(rescored(try_out(index.search, judged(known)[80:]), found.confidence), found.thresholds)
    assert measured.precision >= 0.95
    assert measured.coverage >= 0.6


def test_too_few_judged_questions_change_nothing() -> None:
    known = entries(FEWEST)
    assert calibrated(try_out(Index(known).search, judged(known)[: FEWEST - 1])) is SHIPPED


def test_where_every_answer_is_wrong_none_is_given() -> None:
    known = entries(40)
    wrong = [Judged(each.question + " και γιατί", None) for each in known]
    found = calibrated(try_out(Index(known).search, wrong))
    assert found.thresholds.answer_from > SHIPPED.thresholds.answer_from
    assert measure(rescored(try_out(Index(known).search, wrong), found.confidence), found.thresholds).coverage == 0.0


def test_the_bands_are_parted_by_the_thresholds() -> None:
    thresholds = Thresholds(0.8, 0.3)
    bands = [thresholds.band([Found("a", score)]) for score in (0.8, 0.79, 0.3, 0.29)]
    assert bands == [Band.ANSWER, Band.SUGGEST, Band.SUGGEST, Band.PASS_ON]
    assert thresholds.band([]) is Band.PASS_ON


async def test_a_calibration_is_kept_and_used_at_once(database: Database, now: datetime) -> None:
    world = await World.begin(database, now)
    sure = "Τι είναι το TwinSpace παρακαλώ πείτε μου;"
    first = [str(each.text) for each in await world.hear(world.posted(sure))]
    assert any("Ο χώρος συνεργασίας" in text for text in first)
    async with world.tx() as tx:
        stricter = SHIPPED.__class__(SHIPPED.confidence, Thresholds(1.0, 1.0))
        await calibration.put(tx, to_store(stricter, 40, now))
        stored = await calibration.current(tx)
    assert stored is not None
    assert (calibration_of(stored), stored.questions, stored.at) == (stricter, 40, now)
    world.later(minutes=5)
    after = [str(each.text) for each in await world.hear(world.posted("πείτε μου τι είναι το TwinSpace στο έργο;"))]
    assert not any("Ο χώρος συνεργασίας" in text for text in after)
    async with world.tx() as tx:
        await calibration.remove(tx)
        assert calibration_of(await calibration.current(tx)) is SHIPPED


async def test_what_askers_say_helped_is_judged(database: Database, now: datetime) -> None:
    said: list[tuple[str, list[tuple[str, bool]]]] = [
        ("πρώτη", [("a", True)]),
        ("δεύτερη", [("a", False), ("b", True)]),
        ("τρίτη", [("b", False)]),
        ("τέταρτη", []),
    ]
    async with database.transaction() as tx:
        await faq.merge(tx, [Entry("a", "Α;", "α"), Entry("b", "Β;", "β")], now)
        for number, (text, votes) in enumerate(said):
            new = Question(f"q{number}", TEACHER.ref, TEACHER.name, DISCORD, "el", text, now)
            kept = await questions.add(tx, new, "answered")
            for entry, helped in votes:
                await questions.rate(tx, kept.id, entry, TEACHER.ref, now, helped=helped)
        assert await calibration.judged_by_askers(tx) == [
            JudgedByAsker("πρώτη", "a"),
            JudgedByAsker("δεύτερη", "b"),
            JudgedByAsker("τρίτη", None),
        ]
