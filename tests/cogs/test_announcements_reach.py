"""Whom announcements reach, what is refused, and what is said of what became of them."""

from dataclasses import replace

import pytest

from bot.core.events import Person
from bot.core.ids import MessageRef, PersonRef
from bot.core.rights import Role
from cogs.announcements import Announcements
from storage import announcements
from storage.database import Database
from tests.cogs.announcing import NOW, arrive, cog, tick, told
from tests.cogs.asking import ROOMS, TEAM, Facilitator, owed


@pytest.fixture
def greek(database: Database) -> Facilitator:
    return Facilitator(database, cog())


@pytest.fixture
def english(database: Database) -> Facilitator:
    return Facilitator(database, cog(), "en")


# --- whom -------------------------------------------------------------------------------------------------------------


async def test_rooms_are_named_by_groups_and_all_at_once(greek: Facilitator) -> None:
    for written in ("όλες", "all", "Όλα τα δωμάτια"):
        shown = await greek.says(f'announce rooms="{written}" Γεια', NOW)
        where = "Εκδηλώσεις (Discord, Matrix) · Ανακοινώσεις (Discord, Matrix) · International (Discord)"
        assert f"Πού: {where}\n" in shown, "the team's own rooms are not among all"
    shown = await greek.says('announce rooms="mathima, anakoinoseis" Γεια', NOW)
    assert "Πού: Εκδηλώσεις (Discord, Matrix) · International (Discord) · Ανακοινώσεις (Discord, Matrix)\n" in shown


async def test_a_group_is_notified_only_where_the_author_may(database: Database) -> None:
    groups = {"ambassadors": ["discord:role:7"]}
    facilitator = Facilitator(database, cog(groups=groups))
    assert await facilitator.says("announce mention=everyone Γεια", NOW) == (
        "Ομάδες μπορούν να ειδοποιούν μόνο οι συντονιστές."
    )
    coordinator = replace(facilitator, role=Role.COORDINATOR)
    assert "Ειδοποιούνται: @ambassadors\n" in await coordinator.says("announce mention=@Ambassadors Γεια", NOW)
    await coordinator.chooses(1, NOW)
    assert {each.notify for each in await owed(database)} == {("discord:role:7",)}
    await coordinator.says("announce preview=no mention=όλους Γεια @everyone <@&7>", NOW)
    assert (await owed(database))[-1].notify == ("everyone",)
    await facilitator.says("announce preview=no Γεια @everyone <@&7>", NOW)
    assert (await owed(database))[-1].notify == (), "no text can do it by itself"
    silent = Facilitator(database, cog(mention="nobody"), "en", role=Role.COORDINATOR)
    assert await silent.says("announce mention=everyone Hello", NOW) == (
        "Here nobody may have a group notified; the bot's settings say so."
    )


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "in_greek", "in_english"),
    [
        (
            f"announce {'α' * 20_000}",
            "Μια ανακοίνωση μπορεί να έχει έως 8000 χαρακτήρες· αυτή έχει 20000. Συντομέψτε την.",
            "An announcement may have up to 8000 characters; this one has 20000. Please shorten it.",
        ),
        (
            "announce rooms=kamia Γεια",
            "Δεν υπάρχει καμία αίθουσα στην ομάδα kamia.",
            "There is no room in kamia.",
        ),
        (
            'announce when="χθες στις 10:00" Γεια',
            "Η ημερομηνία 20/10/2026 στις 10:00 έχει ήδη περάσει. Δώστε μια μελλοντική.",
            "20/10/2026 at 10:00 has already passed. Please give a date to come.",
        ),
        (
            'announce when="Δευτέρα 10:00" repeat=weekly Γεια',
            None,
            "A series needs an end: how many dates (COUNT) or the last day (UNTIL).",
        ),
        (
            'announce when="Δευτέρα 10:00" repeat=daily until="21/10/2027" Γεια',
            None,
            "A series may have up to 60 dates; this one has more.",
        ),
        (
            "announce repeat=daily Γεια",
            "Δώστε και την πρώτη ημερομηνία, για παράδειγμα: when=«Δευτέρα 10:00».",
            "Please also give the first date, for example: when=“Monday 10:00”.",
        ),
        (
            'announce when="Δευτέρα 10:00" until="21/12" Γεια',
            "Πείτε και πώς επαναλαμβάνεται: κάθε μέρα, εργάσιμες, κάθε εβδομάδα ή κάθε μήνα.",
            "Please also say how it is repeated: daily, weekdays, weekly or monthly.",
        ),
        (
            'announce when="Δευτέρα 10:00" repeat=daily until="22/10" Γεια',
            "Θα τελείωνε πριν αρχίσει. Ελέγξτε την τελευταία ημέρα.",
            "It would end before it begins. Please check the last day.",
        ),
        (
            "announce mention=kitchen Γεια",
            "Δεν ξέρω ποιους να ειδοποιήσω με το όνομα kitchen. Υπάρχουν: everyone.",
            "I know nobody to notify by the name kitchen. There are: everyone.",
        ),
        (
            "announce this",
            "Απαντήστε στο μήνυμα που θέλετε να ανακοινωθεί ή γράψτε το κείμενο.",
            "Please answer the message that is to be announced, or write its text.",
        ),
        (
            "announcement cancel 7",
            "Δεν υπάρχει ανακοίνωση με αριθμό 7. Δείτε τις τελευταίες με announcement list.",
            "There is no announcement with number 7. See the latest ones with announcement list.",
        ),
        (
            "announcement approve 7",
            "Δεν υπάρχει ανακοίνωση με αριθμό 7. Δείτε τις τελευταίες με announcement list.",
            "There is no announcement with number 7. See the latest ones with announcement list.",
        ),
    ],
)
async def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_kept(
    greek: Facilitator, english: Facilitator, line: str, in_greek: str | None, in_english: str
) -> None:
    if in_greek is not None:
        assert await greek.says(line, NOW) == in_greek
    assert await english.says(line, NOW) == in_english
    async with greek.database.reading() as tx:
        assert await announcements.latest(tx, 5) == []
    assert await owed(greek.database) == []


async def test_what_is_sent_can_no_longer_be_cancelled_or_planned(greek: Facilitator) -> None:
    await greek.says("announce preview=no Γεια", NOW)
    assert await greek.says("announcement cancel 1", NOW) == (
        "Η ανακοίνωση #1 έχει ήδη σταλεί. Αποσύρετέ την με announcement withdraw 1."
    )
    assert await greek.says('announcement plan 1 when="αύριο 10:00"', NOW) == "Η ανακοίνωση #1 έχει ήδη σταλεί."


# --- the receipt ------------------------------------------------------------------------------------------------------


async def test_what_waits_and_is_taken_back_is_never_read(greek: Facilitator) -> None:
    await greek.says("announce preview=no Λάθος", NOW)
    await greek.says("announcement withdraw 1", NOW)
    assert await owed(greek.database) == []
    shown = await greek.says("announcement show 1", NOW)
    assert shown.endswith(
        "Ανακοινώσεις (Discord): αποσύρθηκε πριν σταλεί\nΑνακοινώσεις (Matrix): αποσύρθηκε πριν σταλεί"
    )


async def test_the_author_is_told_when_it_has_arrived_everywhere(greek: Facilitator) -> None:
    await greek.says("announce preview=no Γεια", NOW)
    await tick(greek, NOW)
    assert await told(greek.database) == []
    await arrive(greek.database, NOW)
    for _ in range(2):
        await tick(greek, NOW)
    assert await told(greek.database) == ["✅ Η ανακοίνωση #1 έφτασε: Ανακοινώσεις (Discord), Ανακοινώσεις (Matrix)."]


async def test_the_author_is_told_where_it_failed_for_good_and_why(greek: Facilitator) -> None:
    await greek.says("announce preview=no Γεια", NOW)
    await arrive(greek.database, NOW, failing="matrix:!2:t")
    await tick(greek, NOW)
    (told_once,) = await told(greek.database)
    assert told_once == (
        "❌ Η ανακοίνωση #1 δεν έφτασε παντού. Ανακοινώσεις (Matrix): M_FORBIDDEN: not in the room."
        " Δείτε περισσότερα με announcement show 1."
    )


async def test_who_wrote_it_elsewhere_is_told_in_private(database: Database) -> None:
    facilitator = Facilitator(database, Announcements(ROOMS))
    await facilitator.says("announce preview=no Γεια", NOW)
    await arrive(database, NOW)
    await tick(facilitator, NOW)
    assert str((await owed(database))[-1].to) == "discord:dm:facilitator-2"


async def test_what_a_person_said_is_exported_and_forgotten(greek: Facilitator) -> None:
    await greek.says("announce Πρόχειρο", NOW, MessageRef(TEAM, "77"))
    author = Person(PersonRef("discord", "facilitator-2"), "facilitator-2")
    assert isinstance(greek.cog, Announcements)
    async with greek.database.transaction() as tx:
        assert (await greek.cog.export(author.ref, tx))["announcements"][0]["text"] == "Πρόχειρο"
        await greek.cog.forget(author.ref, tx)
        assert await greek.cog.export(author.ref, tx) == {"announcements": []}
