"""What comes of surveys: shares that add up, words, tables, pictures, and what is not shown of a few people."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.core.ids import RoomRef
from cogs.surveys import RECIPES, chart
from cogs.surveys.results import Result, results, told
from cogs.surveys.shares import WHOLE, middle, share_of, shares
from config.words import translator
from storage import made_files, outbox
from storage.database import Database
from storage.survey_answers import Counted
from storage.surveys import Question, Survey
from tests.cogs.survey_world import FACILITATOR, OTHER, QUESTIONS, TEACHER, THIRD, SurveyWorld
from tests.engine.world import LEFT, RIGHT

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20)


@pytest.fixture
async def world(database: Database) -> AsyncIterator[SurveyWorld]:
    world = SurveyWorld(database)
    world.files._recipes = RECIPES  # as the composition root does
    async with world.up():
        yield world


@given(COUNTS)
def test_shares_add_up_to_exactly_a_hundred_percent(counts: list[int]) -> None:
    assert sum(shares(counts)) == (WHOLE if any(counts) else 0)


@given(COUNTS)
def test_a_share_is_less_than_a_hundredth_of_a_percent_off_and_in_the_order_of_the_counts(counts: list[int]) -> None:
    found, total = shares(counts), sum(counts)
    assert all(abs(share * total - count * WHOLE) < total for share, count in zip(found, counts, strict=True) if total)
    pairs = sorted(zip(counts, found, strict=True))
    assert all(one[1] <= other[1] for one, other in pairwise(pairs) if one[0] < other[0])


@given(st.integers(1, 10**6), st.data())
def test_a_share_of_people_is_rounded_half_up(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    assert abs(share_of(count, total) * total - count * WHOLE) * 2 <= total


def test_the_courses_own_figures_come_out_as_it_told_them() -> None:
    t = translator("el")
    people = {2688: "92,69%", 2704: "93,24%", 2750: "94,83%", 2699: "93,07%", 2428: "83,72%", 2808: "96,83%"}
    for count, said in people.items():
        assert t.percent(share_of(count, 2900) / WHOLE) == said


@pytest.mark.parametrize(
    ("counts", "found"), [([0, 0, 0, 0, 2], (5, 5)), ([1, 0, 0, 0, 1], (3, 3)), ([1, 1], (1.5, 1.5))]
)
def test_the_middle_of_a_scale(counts: list[int], found: tuple[float, float]) -> None:
    assert middle(counts) == found


WORDS = {
    "el": (
        "📊 **Α**\nΑπάντησαν 3 άτομα.\n\n**1\\. Ναι;**\n3 απαντήσεις\n• Ναι: 66,67% (2)\n• Όχι: 33,33% (1)"
        "\n\n**2\\. Συμφωνείτε;**\n3 απαντήσεις\n• Διαφωνώ απόλυτα: 0,00% (0)\n• Διαφωνώ: 0,00% (0)"
        "\n• Ούτε συμφωνώ ούτε διαφωνώ: 0,00% (0)\n• Συμφωνώ: 33,33% (1)\n• Συμφωνώ απόλυτα: 66,67% (2)"
        "\nΜέσος όρος 4,67, διάμεσος 5\n\n**3\\. Τι;**\nΠοσοστά επί 3 ατόμων που επέλεξαν ένα ή περισσότερα"
        "\n• α: 100,00% (3)\n• β: 33,33% (1)\n\n**4\\. Γιατί;**\n2 απαντήσεις. Φαίνονται από 3 και πάνω."
    ),
    "en": (
        "📊 **Α**\n3 people have answered.\n\n**1\\. Ναι;**\n3 answers\n• Ναι: 66.67% (2)\n• Όχι: 33.33% (1)"
        "\n\n**2\\. Συμφωνείτε;**\n3 answers\n• Strongly disagree: 0.00% (0)\n• Disagree: 0.00% (0)"
        "\n• Neither agree nor disagree: 0.00% (0)\n• Agree: 33.33% (1)\n• Strongly agree: 66.67% (2)"
        "\nMean 4.67, median 5\n\n**3\\. Τι;**\nShares of 3 people who chose one or more"
        "\n• α: 100.00% (3)\n• β: 33.33% (1)\n\n**4\\. Γιατί;**\n2 answers. They are shown from 3 on."
    ),
}
SURVEY = Survey(1, "Α", (), "Europe/Athens")
ASKED = (
    Question(1, 1, "single", "Ναι;", ("Ναι", "Όχι")),
    Question(2, 1, "scale", "Συμφωνείτε;"),
    Question(3, 1, "multiple", "Τι;", ("α", "β"), 2),
    Question(4, 1, "text", "Γιατί;"),
)
GIVEN = Counted(
    (
        (None, {1: 0, 2: 5, 3: [0, 1], 4: "επειδή"}),
        (None, {1: 0, 2: 5, 3: [0], 4: "έτσι"}),
        (None, {1: 1, 2: 4, 3: [0], 4: None}),
    )
)


@pytest.mark.parametrize("language", WORDS)
def test_results_in_words(language: str) -> None:
    t = translator(language)
    assert told(t, SURVEY, results(t, SURVEY, ASKED, GIVEN), GIVEN) == WORDS[language]


def test_one_vote_in_a_poll_is_shown_as_its_room_has_seen_it() -> None:
    t, poll, one = translator("en"), replace(SURVEY, kind="poll"), Counted(((None, {1: 0}),))
    said = told(t, poll, results(t, poll, ASKED[:1], one), one)
    assert said.endswith("1 answer\n• Ναι: 100.00% (1)\n• Όχι: 0.00% (0)")


def test_a_picture_is_as_large_as_it_was_said_to_be() -> None:
    t = translator("el")
    recipe = chart.recipe(t, SURVEY, results(t, SURVEY, ASKED, GIVEN))
    picture = Image.open(io.BytesIO(chart.draw(recipe)))
    assert (picture.format, picture.size) == ("PNG", chart.size(recipe))
    colours = {picture.convert("RGB").getpixel((60, y)) for y in range(picture.height)}
    assert {(0x21, 0x66, 0xAC), (0xE9, 0xE9, 0xE9)} <= colours


def test_what_the_font_cannot_draw_is_left_out_of_the_picture() -> None:
    question = Question(1, 1, "single", "🎉 Ναι; 日本", ("🎉", "$x$ \\alpha { % \n"))
    recipe = chart.recipe(translator("el"), SURVEY, [Result(question, 3, question.options, (2, 1), (6667, 3333))])
    assert Image.open(io.BytesIO(chart.draw(recipe))).size == chart.size(recipe)


def test_there_is_no_picture_of_nothing() -> None:
    assert chart.recipe(translator("el"), SURVEY, [Result(ASKED[0], 2, ("α", "β"), (1, 1), (5000, 5000))]) == b""


async def test_results_are_shown_in_all_places_of_a_room_with_a_picture(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    for who, answer in ((TEACHER, "1"), (OTHER, "1"), (THIRD, "2")):
        await world.fills_in(who, number, answer)
    await world.command(f"survey results {number} genika")
    for room in (LEFT, RIGHT):
        shown = world.platforms[room.platform].shown[room]
        assert any(each.text.endswith("• Ναι: 66,67% (2)\n• Όχι: 33,33% (1)") for each in shown)
        (picture,) = [data for each in shown for data in each.files.values()]
        assert picture.startswith(b"\x89PNG")
    described = [file for each in shown for file in each.part.attachments]
    assert described[0].description == "Θα το συστήνατε; — Ναι 66,67% (2) · Όχι 33,33% (1)."


async def _table(world: SurveyWorld, number: int) -> list[list[str]]:
    await world.command(f"survey export {number}")
    async with world.database.reading() as tx:
        row = await tx.one("SELECT payload FROM outbox WHERE key LIKE 'survey:%:table:%' ORDER BY id DESC LIMIT 1")
        assert row
        delivery = outbox.load(row["payload"])
        assert delivery.to == RoomRef.direct(FACILITATOR.ref)
        found = await made_files.find(tx, delivery.attachments[0])
    assert found
    return list(csv.reader(io.StringIO(found[1].decode("utf-8-sig")), delimiter=";"))


async def test_the_table_has_a_row_for_each_person_and_no_formulas(world: SurveyWorld) -> None:
    number = await world.survey()
    await world.fills_in(TEACHER, number, "1", "5", "1", "3", "➡️", "=1+1")
    assert await _table(world, number) == [
        ["Λογαριασμός", "Θα το συστήνατε;", "Έμεινα ικανοποιημένος/η", "Ποια κανάλια;", "Τι θα αλλάζατε;"],
        ["left:teacher-17", "Ναι", "Συμφωνώ απόλυτα", "Helpdesk; Ομάδα", "'=1+1"],
    ]


async def test_an_anonymous_surveys_results_wait_for_its_end_and_for_three_people(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0], QUESTIONS[1], anonymous="ναι")
    for who, answers in ((TEACHER, "14"), (OTHER, "25")):
        await world.fills_in(who, number, *answers, "✅")
    assert await world.command(f"survey results {number}") == (
        "Η έρευνα «Αξιολόγηση» είναι ανώνυμη, οπότε τα αποτελέσματα φαίνονται μόλις κλείσει. Απαντήσεις ως τώρα: 2."
    )
    await world.command(f"survey close {number}")
    await world.command(f"survey results {number}")
    shown = world.seen(LEFT)
    assert shown.endswith("2. Έμεινα ικανοποιημένος/η\n2 απαντήσεις. Φαίνονται από 3 και πάνω.")
    assert await _table(world, number) == [["Θα το συστήνατε;", "Έμεινα ικανοποιημένος/η"], ["", ""], ["", ""]]


async def test_an_anonymous_table_tells_no_combination_of_answers(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0], QUESTIONS[1], anonymous="ναι")
    for who, answers in ((TEACHER, "25"), (OTHER, "14"), (THIRD, "11")):
        await world.fills_in(who, number, *answers, "✅")
    await world.command(f"survey close {number}")
    _, *rows = await _table(world, number)
    assert rows == [["Όχι", "Διαφωνώ απόλυτα"], ["Ναι", "Συμφωνώ"], ["Ναι", "Συμφωνώ απόλυτα"]]


async def test_nothing_is_told_of_what_nobody_answered(world: SurveyWorld) -> None:
    number = await world.survey(QUESTIONS[0])
    assert (
        await world.command(f"survey results {number}") == "Δεν έχει απαντήσει ακόμη κανείς στην έρευνα «Αξιολόγηση»."
    )
    assert await world.command("survey results 99") == "Δεν υπάρχει έρευνα με αριθμό 99 που να απαντήθηκε."
    await world.passes(timedelta(seconds=1))
