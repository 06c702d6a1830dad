"""Nothing personal remains in what others are to read, and nothing else is damaged."""

import pytest

from cogs.helpdesk.personal import stripped

NAMES = ("Ελπινίκη Δοκιμίδου", "facilitator-2", "teacher_17", "Testis K.")
"""Invented for the test."""

TABLE = [
    # greetings, thanks, signatures, introductions
    (
        "Καλημέρα σας, είμαι η Ελπινίκη Δοκιμίδου από το 5ο σχολείο. Δεν ανοίγει ο σύνδεσμος. Ευχαριστώ πολύ!",
        "Δεν ανοίγει ο σύνδεσμος.",
    ),
    ("Καλησπέρα Τέστη, πότε βγαίνουν οι βεβαιώσεις;", "Πότε βγαίνουν οι βεβαιώσεις;"),
    ("ΚΑΛΗΜΕΡΑ ΣΕ ΟΛΟΥΣ ΠΩΣ ΓΡΑΦΟΜΑΙ;", "ΠΩΣ ΓΡΑΦΟΜΑΙ;"),
    ("Ευχαριστώ για τη βοήθεια. Πώς κατεβάζω τη βεβαίωση;", "Πώς κατεβάζω τη βεβαίωση;"),
    ("Δεν βρίσκω τη σελίδα, ευχαριστώ πολύ,\nΑγνώστη Ά.", "Δεν βρίσκω τη σελίδα"),
    ("Πώς μπαίνω;\nΜε εκτίμηση,\nΑγνώστη Άγνωστη\n5ο σχολείο", "Πώς μπαίνω;"),
    ("kalimera, me lene Agnosti Agnosti kai den vrisko to link. efxaristo poly", "Den vrisko to link."),
    ("Hello, I am Nomen Nescio. The link does not open. Kind regards,\nNomen", "The link does not open."),
    ("Hi everyone, my name is Nomen from Nowhere and I can't log in, thanks in advance", "I can't log in"),
    ("Με λένε Αγνώστη Α. Πώς γράφομαι;", "Πώς γράφομαι;"),
    # names of those in the ticket, in any case, ending and script
    ("Μου είπε η Ελπινίκη ότι κλείνει αύριο.", "Μου είπε η […] ότι κλείνει αύριο."),
    ("ρώτησα την ελπινικη, δεν ξέρει", "ρώτησα την […], δεν ξέρει"),
    ("I wrote to Elpiniki Dokimidou yesterday", "I wrote to […] yesterday"),
    ("Ο facilitator-2 και ο teacher_17 μου έστειλαν αρχείο", "Ο […] και ο […] μου έστειλαν αρχείο"),
    ("Απευθυνθείτε στον κ. Άγνωστο για το TwinSpace", "Απευθυνθείτε στον κ. […] για το TwinSpace"),
    ("Ask Mrs Nescio about it", "Ask Mrs […] about it"),
    ("Μπείτε στο προφίλ σας, κ. Αγνώστη, και πατήστε εκεί", "Μπείτε στο προφίλ σας, και πατήστε εκεί"),
    ("Ναι, Ελπινίκη, μπορείτε να έρθετε", "Ναι, μπορείτε να έρθετε"),
    # addresses, accounts and numbers
    ("Το email μου είναι someone.x@example.org", "Το email μου είναι […]"),
    ("@someone:example.org γράψτε μου, ή <@123456789012345678>", "[…] γράψτε μου, ή […]"),
    ("κινητό 6900000000, σταθερό 210 000 0000 ή +30 690 000 0000", "κινητό […], σταθερό […] ή […]"),
    ("Ο ΑΦΜ μου είναι 000000000 και ο ΑΜΚΑ 01010000000.", "Ο ΑΦΜ μου είναι […] και ο ΑΜΚΑ […]."),
    ("Αριθμός μητρώου: 000000, ΑΔΤ ΑΒ 000000", "Αριθμός μητρώου: […], ΑΔΤ […]"),
    ("IBAN GR00 0000 0000 0000 0000 0000 000 και κάρτα 0000 0000 0000 0000", "IBAN […] και κάρτα […]"),
    ("ο κωδικός μου είναι abc123! και δεν μπαίνω", "ο κωδικός μου είναι […]! και δεν μπαίνω"),
    ("Zoom 829 0000 0000, passcode: x9y8z7", "Zoom […], passcode: […]"),
    ("Ο Α.Μ.Κ.Α.: 010100 00000 δεν γίνεται δεκτός", "Ο Α.Μ.Κ.Α.: […] δεν γίνεται δεκτός"),
    ("password: Xy12!z δεν περνάει", "password: […] δεν περνάει"),
    ("ο κωδικός πρόσβασης abc123 δεν περνάει", "ο κωδικός πρόσβασης […] δεν περνάει"),
    ("Ο κωδικός μου είναι sunshine και δεν μπαίνω", "Ο κωδικός μου είναι […] και δεν μπαίνω"),
    ("Γεννήθηκα στις 01/01/1975, πώς το διορθώνω;", "Γεννήθηκα στις […], πώς το διορθώνω;"),
    # schools, by number and by place
    ("Το 7ο ΔΣ Ουτοπίας δεν φαίνεται στη λίστα", "Το […] δεν φαίνεται στη λίστα"),
    ("ΤΟ 3Ο ΔΗΜΟΤΙΚΟ ΟΥΤΟΠΙΑΣ ΔΕΝ ΒΛΕΠΕΙ ΤΗ ΣΕΛΙΔΑ", "ΤΟ […] ΔΕΝ ΒΛΕΠΕΙ ΤΗ ΣΕΛΙΔΑ"),
    ("διδάσκω στο 12ο Γυμνάσιο Άνω Ουτοπίας, πώς μπαίνω;", "διδάσκω στο […], πώς μπαίνω;"),
    ("Το Πειραματικό Γυμνάσιο Ουτοπίας δεν δηλώθηκε", "Το […] δεν δηλώθηκε"),
    ("Είμαστε το 1ο Νηπιαγωγείο Αγίας Ουτοπίας και θέλουμε έργο", "Είμαστε το […] και θέλουμε έργο"),
    ("sto 3o dimotiko outopias, den mpainw", "sto […], den mpainw"),
    ("The 3rd Primary School of Utopia cannot log in", "The […] cannot log in"),
    # people who are spoken of
    ("Ο μαθητής μου Γιάννης Δ. δεν μπορεί να μπει", "Ο μαθητής μου […] δεν μπορεί να μπει"),
    ("Η Μαρία Δοκιμίδου δεν βλέπει το TwinSpace", "Η […] δεν βλέπει το TwinSpace"),
    ("ο γιαννης δεν μπορει να μπει", "ο […] δεν μπορει να μπει"),
    # introductions in small letters, signatures with a branch or without a comma
    ("καλησπέρα με λένε μαρία δοκιμίδου και δεν μπορώ να μπω", "Δεν μπορώ να μπω"),
    ("eimai i maria apo to nisi, pws mpainw?", "Pws mpainw?"),
    ("my name is nomen nescio and I cannot log in", "I cannot log in"),
    ("Δεν ανοίγει. Σας ευχαριστώ, Αγνώστη Δοκιμίδου, ΠΕ70", "Δεν ανοίγει."),
    ("Δεν ανοίγει το zoom. Με εκτίμηση Αγνώστη", "Δεν ανοίγει το zoom."),
    # web addresses keep what is open
    ("https://zoom.us/j/82900000000?pwd=QWxhZGRpbjpvcGVu δεν ανοίγει", "https://zoom.us/j/… δεν ανοίγει"),
    ("Εδώ: https://example.org/reset?lang=el&token=abcdef", "Εδώ: https://example.org/reset?lang=el"),
    ("zoom.us/j/82900000000?pwd=abc δεν ανοίγει", "zoom.us/j/… δεν ανοίγει"),
    ("https://user:word@example.org/a", "https://example.org/a"),
]
WHOLE = [
    "Πώς βάζω το #SkillsLabs στο έργο μου; Το σχολικό έτος 2025-2026 έχουμε 3 έργα",
    "Η εκδήλωση είναι στις 18.30, 23 Οκτωβρίου 2026 και κοστίζει 1.250,00 ευρώ",
    "12/01/2027 18:00 ή 2027-01-12 10:00;",
    "Δείτε https://www.example.org/el/news/etwinning-skills-labs-2026?lang=el#pos",
    "Προσθέστε το **#SkillsLabs** στον τίτλο.\n\n- πρώτα αυτό\n- μετά εκείνο",
    "Είμαι εκπαιδευτικός Πληροφορικής, δικαιούμαι βεβαίωση;",
    "Είμαι η διευθύντρια, πώς εγγράφω τους καθηγητές;",
    "All teachers get a certificate?",
    "I am from Athens: may I join?",
    "Παρακαλώ πείτε μου πού είναι το TwinSpace",
    "Ποια είναι τα 10 βήματα για την εβδομάδα 2 του MOOC;",
    "https://etwinning.example/faq",
    "Υπάρχει Γενικό Λύκειο και Γυμνάσιο; Η 3η Γυμνασίου μπορεί να πάρει μέρος; Το δημοτικό της γειτονιάς;",
    "Πώς λέγομαι στο TwinSpace; Ο κωδικός είναι λάθος, the password is wrong, ο κωδικός σφάλματος 403",
    "Ο χρήστης έχει την ελευθερία και τη χαρά να γράψει στο 1ο Εργαστήριο και στο 2ο MOOC",
    "Είμαι η δασκάλα που ρώτησε. Στείλτε ΑΦΜ και ΑΜΚΑ, username και password",
    "Δείτε example.org/faq/el και www.example.org",
]


@pytest.mark.parametrize(("said", "left"), TABLE)
def test_what_is_personal_goes(said: str, left: str) -> None:
    assert stripped(said, NAMES) == left


@pytest.mark.parametrize("said", WHOLE)
def test_nothing_else_is_damaged(said: str) -> None:
    assert stripped(said, NAMES) == said


@pytest.mark.parametrize("said", [said for said, _ in TABLE] + WHOLE)
def test_what_is_stripped_once_stays_as_it_is(said: str) -> None:
    once = stripped(said, NAMES)
    assert stripped(once, NAMES) == once


@pytest.mark.parametrize("said", ["", "   ", "…", "Ευχαριστώ!", "\n\n", "😀", "@", "https://[", "+" * 500, "1" * 5000])
def test_odd_texts_are_borne(said: str) -> None:
    assert len(stripped(said, NAMES)) <= max(len(said), 3)


@pytest.mark.parametrize(
    "piece",
    [
        "α ",
        "1 ",
        "Άλφα ",
        "@a ",
        "a.",
        "με εκτίμηση ",
        "www-",
        "a.b/",
        "3ο δημοτικό ",
        "ο Γιάννης ",
        "με λένε α ",
        "κωδικός ",
        "γεννήθηκα ",
        "http://",
        "καλημέρα ",
    ],
)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    assert isinstance(stripped(piece * 2000, NAMES), str)
