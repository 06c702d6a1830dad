"""The roll of an event in words and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.errors import N_
from cogs.events.views import kind
from cogs.speech import worded
from config.words import Translator
from storage.attendance import Attendee
from storage.events import Event

_MINUTE = timedelta(minutes=1)


def counts(t: Translator, event: Event, roll: Sequence[Attendee]) -> list[str]:
    """Say how many were to come and how many came; a share never without its count."""
    registered = [each for each in roll if each.waiting is False]
    came = [each for each in roll if each.came]
    expected = sum(each.came is not None for each in registered)
    share = f" ({t.percent(expected / len(registered))})" if registered else ""
    return [
        worded(t, N_("**#{number}** “{title}”"), number=event.id, title=event.title),
        t(N_("Were to come: {number}"), number=t.number(len(registered))),
        t(N_("Of these came: {number}{share}"), number=t.number(expected), share=share),
        t(N_("Came without having said so: {number}"), number=t.number(len(came) - expected)),
        t(N_("Came in all: {number}"), number=t.number(len(came))),
    ]


def heads(t: Translator) -> list[str]:
    """Name the columns of the list of a whole event."""
    return [
        t("Name"),
        t("Account"),
        t("Was to come"),
        t("Came"),
        t("Checked in at"),
        t("Minutes after the start"),
        t("How"),
    ]


def rows(t: Translator, event: Event, roll: Iterable[Attendee], zone: str) -> list[list[object]]:
    """Write the list of a whole event; moments are wall time in a zone (IANA), to the minute."""
    expected = {None: t("no"), False: t("yes"), True: t("waiting list")}
    return [
        [
            each.name,
            str(each.person),
            expected[each.waiting],
            t("yes") if each.came else t("no"),
            f"{each.came.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if each.came else None,
            (each.came - event.starts) // _MINUTE if each.came else None,
            (t("code") if each.by_code else t("button")) if each.came else None,
        ]
        for each in roll
    ]


def certificate_heads(t: Translator) -> list[str]:
    """Name the columns of the list for certificates."""
    return [t("Name on the certificate"), t("Event"), t("Date"), t("Length in minutes"), t("Kind")]


def certificates(t: Translator, event: Event, wanted: Iterable[Attendee]) -> list[list[object]]:
    """Write who is to get a certificate, by the names that they gave, in the alphabet's order."""
    date, minutes = f"{event.starts.astimezone(ZoneInfo(event.zone)):%Y-%m-%d}", event.length // _MINUTE
    names = sorted(each.certificate for each in wanted if each.certificate)
    return [[name, event.title, date, minutes, kind(t, event.kind)] for name in names]
