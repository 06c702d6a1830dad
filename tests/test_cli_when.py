"""``stoa when``: what it prints, where, and with which exit code."""

import pytest

from bot.cli import main

NOW = ("--now", "2026-10-21T12:00:00+03:00")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["when", *arguments])
    out, err = capsys.readouterr()
    return ended.value.code, out, err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("αύριο στις 18:00", *NOW), "2026-10-22T18:00:00+03:00"),
        (("15/1 18:00", *NOW), "2027-01-15T18:00:00+02:00"),
        (("tomorrow 6pm", "--zone", "Europe/Brussels", *NOW), "2026-10-22T18:00:00+02:00"),
        (("tomorrow 18:00 CET", *NOW), "2026-10-22T19:00:00+03:00"),
        (("2027-01-27T18:00Z", *NOW), "2027-01-27T20:00:00+02:00"),
        (("σε 2 ώρες", "--now", "2026-10-21T12:00", "--zone", "Europe/Brussels"), "2026-10-21T14:00:00+02:00"),
        (("απόψε στις 9", "--now", "2026-10-21T09:00:00Z", "--language", "en"), "2026-10-21T21:00:00+03:00"),
    ],
)
def test_a_certain_date_is_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str) -> None:
    assert run(capsys, *arguments) == (0, f"{says}\n", "")


TWICE = """Την Κυριακή 25 Οκτωβρίου η ώρα 03:30 υπάρχει δύο φορές, επειδή αλλάζει η ώρα. Ποια εννοείτε;
1. 2026-10-25T03:30:00+03:00  Κυριακή 25 Οκτωβρίου 2026, 03:30 (ώρα Ελλάδας), πριν την αλλαγή
2. 2026-10-25T03:30:00+02:00  Κυριακή 25 Οκτωβρίου 2026, 03:30 (ώρα Ελλάδας), μετά την αλλαγή
"""
SKIPPED = """On Sunday 28 March there is no 03:30: the clocks go forward then. Which time do you mean?
1. 2027-03-28T02:30:00+02:00  Sunday 28 March 2027, 02:30 (Athens time)
2. 2027-03-28T04:30:00+03:00  Sunday 28 March 2027, 04:30 (Athens time)
"""
WEEKDAY = """15/1/2027 is a Friday. Which day do you mean?
1. 2027-01-14T18:00:00+02:00  Thursday 14 January 2027, 18:00 (Athens time)
2. 2027-01-15T18:00:00+02:00  Friday 15 January 2027, 18:00 (Athens time)
"""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Κυριακή 25 Οκτωβρίου στις 3:30",), TWICE),
        (("28 March 2027 03:30", "--language", "en"), SKIPPED),
        (("Thursday 15 January 2027 18:00", "--language", "en"), WEEKDAY),
    ],
)
def test_what_must_be_asked_is_a_question_with_its_answers(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert run(capsys, *arguments, *NOW) == (3, says, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("31 Φεβρουαρίου 18:00", *NOW), "Η ημερομηνία 31/2 δεν υπάρχει στο ημερολόγιο. Δώστε άλλη."),
        (
            ("25:61", *NOW),
            "Δεν κατάλαβα την ώρα 25:61. Γράψτε την από 00:00 έως 23:59, για παράδειγμα 18:00.",
        ),
        (
            ("yesterday 18:00", "--language", "en", *NOW),
            "20/10/2026 at 18:00 has already passed. Please give a date to come.",
        ),
        (("αύριο", *NOW), "Δώστε και την ώρα, για παράδειγμα: αύριο 18:00."),
        (
            ("αύριο 18:00", "--zone", "Europe/Atlantis"),
            "There is no time zone 'Europe/Atlantis'; it is an IANA name such as Europe/Athens.",
        ),
        (("αύριο 18:00", "--now", "noon"), "'noon' is not a moment in ISO 8601 such as 2026-10-21T12:00+03:00."),
        (("αύριο 18:00", "--language", "fr"), "There is no language 'fr'; there are: el, en."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert run(capsys, *arguments) == (2, "", f"{says}\n")


def test_without_now_the_clock_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "σε 2 ώρες")
    assert code == 0
    assert len(out.strip()) == len("2026-10-22T18:00:00+03:00")
