"""What is said about a command line in which something is missing or cannot be read."""

from datetime import datetime

import pytest

from storage.database import Database
from tests.cogs.ticket_world import TicketWorld


@pytest.fixture
async def world(database: Database, now: datetime) -> TicketWorld:
    return await TicketWorld.begin(database, now)


@pytest.mark.parametrize(
    ("line", "greek", "english"),
    [
        (
            "ticket answer 1",
            (
                "Δώστε και αυτό: «Η απάντηση, όπως θα τη διαβάσει όποιος ρώτησε, ή canned:όνομα». "
                "Γράφεται έτσι: ticket answer <number> <text> [private=…]"
            ),
            (
                "Please also give “The answer, as its asker will read it, or canned:name”. "
                "It is written like this: ticket answer <number> <text> [private=…]"
            ),
        ),
        (
            "ask",
            "Δώστε και αυτό: «Η ερώτησή σας, με δικά σας λόγια». Γράφεται έτσι: ask <question> [anonymous=…]",
            (
                "Please also give “Your question, in your own words”. "
                "It is written like this: ask <question> [anonymous=…]"
            ),
        ),
        (
            "ticket take δύο",
            "«Ο αριθμός του αιτήματος»: χρειάζομαι αριθμό αντί για «δύο».",
            "For “The request's number” I need a number, not “δύο”.",
        ),
        (
            "ticket answer 1 Ναι. private=ίσως",
            "«Αν θα τη διαβάσει μόνο όποιος ρώτησε»: γράψτε «ναι» ή «όχι» αντί για «ίσως».",
            "For “Whether only its asker is to read it” please say yes or no, not “ίσως”.",
        ),
        (
            "canned add χαιρετισμός Γεια. language=fr",
            "«Η γλώσσα της»: γράψτε μία από τις επιλογές el, en αντί για «fr».",
            "“fr” is not one of the choices for “Its language”: el, en.",
        ),
    ],
)
async def test_what_is_wrong_with_a_line_is_named_as_the_help_names_it(
    world: TicketWorld, line: str, greek: str, english: str
) -> None:
    assert await world.says(line) == greek
    assert await world.says(line, language="en") == english
