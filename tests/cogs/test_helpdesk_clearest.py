"""Which of several wordings of a question is shown to all, and how it is cleaned."""

from __future__ import annotations

import pytest

from cogs.helpdesk.clearest import clearest

ACCENTED = "δεν ανοίγει ο σύνδεσμος του zoom"


@pytest.mark.parametrize(
    ("wordings", "shown"),
    [
        (("den anoigei to zoom re", ACCENTED, "δεν ανοιγει το zoom"), ACCENTED),
        (("zoom link not working", "δεν ανοιγει το zoom"), "δεν ανοιγει το zoom"),
        (("ανοίγει;", ACCENTED, f"{ACCENTED} εδώ και δύο ώρες και χάνω το μάθημα"), ACCENTED),
        (("ΔΕΝ ΑΝΟΙΓΕΙ ΤΟ ZOOM!!!", "den anoigei"), "Δεν ανοιγει το zoom"),
        (("γιατί δεν ανοίγει ο σύνδεσμος;;;;!!",), "γιατί δεν ανοίγει ο σύνδεσμος;"),
        (("δεν ανοίγει ο σύνδεσμος για τη Μαρία", f"{ACCENTED} σήμερα το πρωί"), f"{ACCENTED} σήμερα το πρωί"),
        (("Καλησπέρα, με λένε Μαρία. Δεν ανοίγει ο σύνδεσμος. Ευχαριστώ, Μαρία",), "Δεν ανοίγει ο σύνδεσμος"),
        (("6912345678", "maria@example.org"), ""),
        ((), ""),
    ],
)
def test_in_greek(wordings: tuple[str, ...], shown: str) -> None:
    assert clearest(wordings, ["Μαρία"], "el") == shown


@pytest.mark.parametrize(
    ("wordings", "shown"),
    [
        ((ACCENTED, "den anoigei to zoom edo", "the zoom link does not open"), "the zoom link does not open"),
        (("THE ZOOM LINK DOES NOT OPEN", "why does the link not open?"), "why does the link not open?"),
        (("I am Maria Brown from Patras, the zoom link does not open!!",), "The zoom link does not open"),
    ],
)
def test_in_english(wordings: tuple[str, ...], shown: str) -> None:
    assert clearest(wordings, [], "en") == shown
