"""What counts as a question, and where the helpdesk speaks, as tables."""

import pytest

from bot.core import markup
from bot.core.text import RichText
from cogs.helpdesk.rules import Said, Situation, acts, greets, kind_of, overhears


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Πώς γράφομαι στο eTwinning;", Said.QUESTION),
        ("πως γραφομαι στο etwinning", Said.QUESTION),
        ("ΠΩΣ ΓΡΑΦΟΜΑΙ", Said.QUESTION),
        ("pou tha vro tin vevaiosi", Said.QUESTION),
        ("Καλησπέρα σας, θα ήθελα να μάθω για το twinspace", Said.QUESTION),
        ("twinspace;", Said.QUESTION),
        ("η βεβαίωση βγήκε?", Said.QUESTION),
        ("ξέρει κανείς τον κωδικό", Said.QUESTION),
        ("δεν ανοίγει ο σύνδεσμος", Said.QUESTION),
        ("den anoigei o syndesmos", Said.QUESTION),
        ("δε μας φορτώνει η σελίδα", Said.QUESTION),
        ("den mou anoigei to arxeio", Said.QUESTION),
        ("Δεν το βρίσκω. Ευχαριστώ", Said.QUESTION),
        ("Έχω πρόβλημα με το zoom", Said.QUESTION),
        ("Βοήθεια", Said.CALL),
        ("Δεν ανοίγει ο σύνδεσμος. Ευχαριστώ", Said.QUESTION),
        ("Ευχαριστώ, αλλά δεν λύθηκε", Said.QUESTION),
        ("Ευχαριστώ για την απάντηση. Ο σύνδεσμος δεν ανοίγει.", Said.QUESTION),
        ("Σας ευχαριστώ, όμως δε μου δουλεύει ακόμη", Said.QUESTION),
        ("efxaristo, to provlima paramenei", Said.QUESTION),
        ("Δεν λύθηκε το πρόβλημά μου", Said.QUESTION),
        ("Thanks, but it's still not working", Said.QUESTION),
        ("The problem is not solved", Said.QUESTION),
        ("Ευχαριστώ, αλλά πάλι τα ίδια", Said.TALK),
        ("how can I join", Said.QUESTION),
        ("Hello, is there a prize for projects", Said.QUESTION),
        ("I cannot open the link", Said.QUESTION),
        ("my certificate shows the wrong name", Said.QUESTION),
        ("Καλημέρα σε όλους!", Said.GREETING),
        ("kalimera", Said.GREETING),
        ("Γεια σας συνάδελφοι", Said.GREETING),
        ("Καλημέρα σε όλους και σε όλες", Said.GREETING),
        ("Hello everyone", Said.GREETING),
        ("Καλημέρα, τι κάνετε;", Said.GREETING),
        ("Καλησπέρα σας, έχω μια ερώτηση", Said.CALL),
        ("exw mia erwthsh", Said.CALL),
        ("ΘΑ ΗΘΕΛΑ ΝΑ ΡΩΤΗΣΩ ΚΑΤΙ", Said.CALL),
        ("Μπορώ να σας ρωτήσω κάτι;", Said.CALL),
        ("Βοήθεια!", Said.CALL),
        ("Καλημέρα! Μήπως μπορείτε να με βοηθήσετε;", Said.CALL),
        ("έχω ένα πρόβλημα", Said.CALL),
        ("Είναι κανείς εδώ;", Said.CALL),
        ("Ποιος είσαι;", Said.CALL),
        ("Hello, I have a question", Said.CALL),
        ("Can you help me please?", Said.CALL),
        ("help!", Said.CALL),
        ("Who are you?", Said.CALL),
        ("Έχω μια ερώτηση για τη βεβαίωση", Said.QUESTION),
        ("έχω πρόβλημα με το zoom", Said.QUESTION),
        ("Πώς μπορώ να ζητήσω βοήθεια;", Said.QUESTION),
        ("Can you help me with my certificate?", Said.QUESTION),
        ("χρειάζομαι κι άλλη βοήθεια", Said.QUESTION),
        ("Ευχαριστώ πολύ!", Said.COURTESY),
        ("efxaristo poly", Said.COURTESY),
        ("ευχαριστώ για τη βοήθεια", Said.COURTESY),
        ("Ευχαριστώ, λύθηκε το πρόβλημα", Said.COURTESY),
        ("thank you for your help", Said.COURTESY),
        ("Ευχαριστώ, αλλά το βρήκα τελικά", Said.COURTESY),
        ("λύθηκε!", Said.COURTESY),
        ("ok, it works now", Said.COURTESY),
        ("Πώς λύθηκε", Said.QUESTION),
        ("δεν το βρήκα", Said.QUESTION),
        ("Ευχαριστώ, τώρα δεν έχω κανένα πρόβλημα", Said.COURTESY),
        ("Ευχαριστώ, δεν χρειάζομαι κάτι άλλο", Said.COURTESY),
        ("Τι κάνετε;", Said.COURTESY),
        ("How are you?", Said.COURTESY),
        ("Σοβαρά;", Said.COURTESY),
        ("οκ", Said.COURTESY),
        ("Τέλεια!", Said.COURTESY),
        ("κανένα πρόβλημα", Said.COURTESY),
        ("Το σχολείο μας έκανε ένα ωραίο έργο που μας άρεσε", Said.TALK),
        ("What a nice day", Said.TALK),
        ("Ήμουν κι εγώ στο συνέδριο ;)", Said.TALK),
        ("δείτε https://example.org/?page=2", Said.TALK),
        ("το βρήκα, λάθος δικό μου", Said.COURTESY),
        ("😀🎉", Said.NOTHING),
        ("https://example.org/?a=b", Said.NOTHING),
        ("?!", Said.NOTHING),
        ("42", Said.NOTHING),
        ("", Said.NOTHING),
    ],
)
def test_kinds(text: str, said: Said) -> None:
    assert kind_of(RichText.plain(text)) is said


@pytest.mark.parametrize("endless", ["hi ", "so " * 9, "γεια ", "σας ευχαριστώ ", "δεν ", "::;;((", "www.", "?!"])
def test_endless_words_are_read_in_bounds(endless: str) -> None:
    assert kind_of(RichText.plain(endless * 20_000 + "x")) in Said


@pytest.mark.parametrize(
    "text", ["> πώς γράφομαι;\n\nσυμφωνώ μαζί σας", "`a ? b` είναι κώδικας", "```\nwhy?\n```\nδείτε αυτό"]
)
def test_quotations_and_code_ask_nothing(text: str) -> None:
    assert kind_of(markup.parse(text)) is Said.TALK


@pytest.mark.parametrize("text", ["**Πώς** γράφομαι", "[πώς γράφομαι](https://example.org)", "> πριν\n\nπώς γράφομαι;"])
def test_formatted_words_count(text: str) -> None:
    assert kind_of(markup.parse(text)) is Said.QUESTION


@pytest.mark.parametrize(
    ("situation", "speaks"),
    [
        (Situation(Said.QUESTION, addressed=True), True),
        (Situation(Said.TALK, addressed=True), True),
        (Situation(Said.QUESTION, addressed=True, participant=False, conversation=True), True),
        (Situation(Said.GREETING, addressed=True), False),
        (Situation(Said.COURTESY, addressed=True), False),
        (Situation(Said.NOTHING, addressed=True), False),
        (Situation(Said.QUESTION, addressed=False), False),
        (Situation(Said.QUESTION, addressed=False, helpdesk=True), True),
        (Situation(Said.TALK, addressed=False, helpdesk=True), False),
        (Situation(Said.QUESTION, addressed=False, helpdesk=True, participant=False), False),
        (Situation(Said.QUESTION, addressed=False, helpdesk=True, conversation=True), False),
    ],
)
def test_when_it_acts(situation: Situation, speaks: bool) -> None:
    assert acts(situation) is speaks


@pytest.mark.parametrize(
    ("situation", "listens"),
    [
        (Situation(Said.TALK, addressed=False, helpdesk=True), True),
        (Situation(Said.TALK, addressed=False), False),
        (Situation(Said.GREETING, addressed=False, helpdesk=True), False),
        (Situation(Said.TALK, addressed=False, helpdesk=True, participant=False), False),
        (Situation(Said.TALK, addressed=False, helpdesk=True, conversation=True), False),
    ],
)
def test_when_it_answers_only_if_sure(situation: Situation, listens: bool) -> None:
    assert overhears(situation) is listens


@pytest.mark.parametrize(
    ("situation", "greeted"),
    [
        (Situation(Said.GREETING, addressed=True), True),
        (Situation(Said.GREETING, addressed=False, helpdesk=True), False),
        (Situation(Said.CALL, addressed=True, participant=False), True),
        (Situation(Said.CALL, addressed=False, helpdesk=True), True),
        (Situation(Said.CALL, addressed=False), False),
        (Situation(Said.CALL, addressed=False, helpdesk=True, participant=False), False),
        (Situation(Said.CALL, addressed=False, helpdesk=True, conversation=True), False),
        (Situation(Said.QUESTION, addressed=True), False),
    ],
)
def test_who_is_told_to_write_their_question(situation: Situation, greeted: bool) -> None:
    assert greets(situation) is greeted
