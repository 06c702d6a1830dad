"""The commands ``stoa helpdesk``: what they measure, and how bad files are told in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main

FAQ = """\
- id: certificate
  question: Πότε εκδίδεται η βεβαίωση παρακολούθησης;
  variants: [πότε θα πάρω βεβαίωση]
  answer: Μετά το τέλος του μαθήματος.
- id: certificate
  lang: en
  question: When is the certificate issued?
  answer: After the course.
- id: register
  question: Πώς γράφομαι στο eTwinning;
  answer: Από τη σελίδα εγγραφής.
  note: keys that are not known are passed over
- id: 7
  answer: Ο Παρθενώνας χτίστηκε στην Ακρόπολη τον πέμπτο αιώνα προ Χριστού.
"""
QUESTIONS = """\
Πότε εκδίδεται η βεβαίωση παρακολούθησης;\tcertificate
when is the certificate issued\tcertificate
pws grafomai sto etwinning\tregister
πότε χτίστηκε ο Παρθενώνας στην Ακρόπολη\t7
δεν ανοίγει το μικρόφωνό μου\t-
Καλημέρα σε όλους\t-
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command, run in a folder with a small FAQ and its questions: (exit code, output, errors)."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faq.yaml").write_text(FAQ, encoding="utf-8")
    (tmp_path / "questions.tsv").write_text(QUESTIONS, encoding="utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["helpdesk", *arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return int(ended.value.code or 0), told.out, told.err

    return command


EVAL = ("eval", "--faq", "faq.yaml", "--questions", "questions.tsv")


def test_an_evaluation_is_printed_and_written(run: Run) -> None:
    code, out, _ = run(*EVAL, "--json", "figures.json")
    assert code == 0
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert figures["recall_at_1"] == figures["recall_at_3"] == figures["mrr_at_10"] == 1.0
    assert figures["precision"] == 1.0
    assert figures["coverage"] >= 0.5
    assert (figures["wrong"], figures["answered_unanswerable"]) == ([], 0.0)
    assert figures["thresholds"]["calibrated"] is False
    assert (figures["questions"], figures["answerable"]) == (6, 4)
    for name in ("recall_at_1", "mrr_at_10", "coverage", "precision", "answer_from"):
        assert name in out


def test_the_same_files_give_the_same_figures(run: Run) -> None:
    for name in ("a.json", "b.json"):
        assert run(*EVAL, "--json", name)[0] == 0
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_what_is_answered_wrongly_is_listed(run: Run) -> None:
    Path("questions.tsv").write_text("Πώς γράφομαι στο eTwinning;\tcertificate\nWhen is the certificate issued?\t-\n")
    code, out, _ = run(*EVAL, "--json", "figures.json")
    figures = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    assert code == 0
    assert [(each["question"], each["right"], each["answered"]) for each in figures["wrong"]] == [
        ("Πώς γράφομαι στο eTwinning;", "certificate", "register"),
        ("When is the certificate issued?", None, "certificate"),
    ]
    assert (figures["precision"], figures["coverage"], figures["answered_unanswerable"]) == (0.0, 0.0, 1.0)
    assert "When is the certificate issued?" in out.replace("\n", " ") or "certificate" in out


def test_byte_order_marks_and_windows_line_ends_are_read(run: Run) -> None:
    plain = run(*EVAL)
    for name, text in (("faq.yaml", FAQ), ("questions.tsv", QUESTIONS)):
        Path(name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run(*EVAL) == plain


def test_a_question_of_thousands_of_words_is_a_question(run: Run) -> None:
    with Path("questions.tsv").open("a", encoding="utf-8") as file:
        file.write("λόγια " * 5000 + "\t-\n")
    assert run(*EVAL)[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("questions.tsv", None, "questions.tsv: (whole file): cannot be read: No such file or directory"),
        ("questions.tsv", "", "questions.tsv: line 1: the file holds no question"),
        ("questions.tsv", "a\tregister\nno tab here\n", "questions.tsv: line 2: there must be a tab"),
        ("questions.tsv", "a\tregister\n\nb\tnothing\n", "questions.tsv: line 3: the FAQ has no entry 'nothing'"),
        ("questions.tsv", "\tregister\n", "questions.tsv: line 1: there must be a question before the tab"),
        ("questions.tsv", "a\t\n", "questions.tsv: line 1: there must be an id after the tab"),
        ("questions.tsv", b"a\tregister\n\xff\tregister\n", "questions.tsv: line 2: is not UTF-8 text"),
        ("faq.yaml", None, "faq.yaml: (whole file): cannot be read: No such file or directory"),
        ("faq.yaml", "", "faq.yaml: line 1: the file holds no entry"),
        ("faq.yaml", "- id: a\n  answer: [", "faq.yaml: (whole file): cannot be read as YAML in line"),
        ("faq.yaml", "- {id: a, answer: A}\n- {answer: B}\n", "faq.yaml: line 2: [2].id must be given"),
        ("faq.yaml", "- {id: a, answer: A}\n\n- {id: b}\n", "faq.yaml: line 3: [b] must have a question or an answer"),
        ("faq.yaml", "- {id: a, answer: A}\n- {id: a, answer: B}\n", "faq.yaml: line 2: entry 'a' stands twice in el"),
        ("faq.yaml", "- {id: a, answer: {b: c}}\n", "faq.yaml: line 1: [a].answer must be a text in quotes"),
        ("faq.yaml", "just words", "faq.yaml: line 1: (whole file) must be a list"),
    ],
)
def test_bad_files_are_told_with_their_line(run: Run, name: str, content: str | bytes | None, told: str) -> None:
    path = Path(name)
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, _, said = run(*EVAL)
    assert code == 2
    assert said.startswith(told)
    assert said.count("\n") == 1


def test_figures_that_cannot_be_written_are_told(run: Run) -> None:
    code, _, said = run(*EVAL, "--json", "nowhere/figures.json")
    assert (code, said) == (2, "nowhere/figures.json cannot be written: No such file or directory.\n")


def test_one_question_is_tried_against_a_file(run: Run) -> None:
    code, out, _ = run("ask", "Πότε εκδίδεται η βεβαίωση παρακολούθησης;", "--faq", "faq.yaml")
    assert code == 0
    assert out.startswith("answer")
    assert "certificate" in out
    assert run("ask", "καλημέρα", "--faq", "faq.yaml")[1].startswith("pass on")


def test_one_question_is_tried_against_the_sample_community(run: Run) -> None:
    assert "kostos" in run("ask", "Έχει κάποιο κόστος η συμμετοχή;")[1]


def test_one_question_is_tried_against_one_faq(run: Run) -> None:
    assert run("ask", "τι;", "--faq", "faq.yaml", "--config", "stoa.toml")[0] == 2


@pytest.fixture
def community(run: Run) -> Run:
    """Return the command in a folder that has settings, too."""
    Path("here").mkdir()
    room = '[[rooms]]\nname = "helpdesk"\ntitle = "Help"\npurpose = "helpdesk"\nplaces = ["console:help"]\n'
    Path("here/community.toml").write_text('name = "A small community"\n[topics]\nmooc = "The MOOC"\n' + room)
    entries = [
        f"- {{id: e{number}, question: Πού είναι το {name}, answer: Εκεί.}}" for number, name in enumerate(NAMES)
    ]
    Path("here/faq.el.yaml").write_text("\n".join(entries), encoding="utf-8")
    Path("mine.toml").write_text('community = "here"\n[console]\nenabled = true\n')
    lines = [f"ξέρετε πού είναι αυτό το {name}\te{number}" for number, name in enumerate(NAMES)]
    Path("own.tsv").write_text("\n".join([*lines, "τι καιρό κάνει εδώ;\t-"]), encoding="utf-8")
    return run


NAMES = (
    "βιβλίο",
    "τετράδιο",
    "μολύβι",
    "γραφείο",
    "παράθυρο",
    "τραπέζι",
    "καρέκλα",
    "πίνακας",
    "θρανίο",
    "σφουγγάρι",
    "κιμωλία",
    "χάρακας",
    "διαβήτης",
    "ψαλίδι",
    "κόλλα",
    "χαρτόνι",
    "χρώματα",
    "πινέλο",
    "μελάνι",
    "φάκελος",
    "ντουλάπα",
)


def test_thresholds_are_set_from_judged_questions_and_kept(community: Run) -> None:
    before = community("ask", "ξέρετε πού είναι το βιβλίο;", "--config", "mine.toml")[1].splitlines()[0]
    code, out, _ = community("calibrate", "--questions", "own.tsv", "--config", "mine.toml")
    assert (code, out.startswith("From 22 judged questions: answers from ")) == (0, True)
    after = community("ask", "ξέρετε πού είναι το βιβλίο;", "--config", "mine.toml")[1].splitlines()[0]
    assert after != before
    assert community("calibrate", "--shipped", "--config", "mine.toml")[0] == 0
    assert community("ask", "ξέρετε πού είναι το βιβλίο;", "--config", "mine.toml")[1].splitlines()[0] == before


def test_too_few_judged_questions_are_told(community: Run) -> None:
    Path("own.tsv").write_text("πού είναι το βιβλίο\te0\n", encoding="utf-8")
    code, _, said = community("calibrate", "--questions", "own.tsv", "--config", "mine.toml")
    assert (code, said) == (2, "There are 1 judged questions; at least 20 are needed.\n")
    assert community("calibrate", "--questions", "gone.tsv", "--config", "mine.toml")[0] == 2


def test_an_evaluation_may_set_thresholds_from_other_questions(community: Run) -> None:
    Path("judged.tsv").write_text("πού βρίσκω το βιβλίο\te0\n", encoding="utf-8")
    names = ("--faq", "here/faq.el.yaml", "--questions", "judged.tsv", "--calibrate", "own.tsv", "--json", "out.json")
    assert community("eval", *names)[0] == 0
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["thresholds"]["calibrated"] is True
