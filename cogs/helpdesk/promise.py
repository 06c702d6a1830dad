"""What an asker is told about when people answer: what is usual while they work, otherwise when they are back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.core.errors import N_
from cogs.helpdesk.hours import Hours
from config.support import SupportSettings
from config.words import Translator

_ON = (
    N_("on Monday {date}"),
    N_("on Tuesday {date}"),
    N_("on Wednesday {date}"),
    N_("on Thursday {date}"),
    N_("on Friday {date}"),
    N_("on Saturday {date}"),
    N_("on Sunday {date}"),
)


def response_time(t: Translator, support: SupportSettings, hours: Hours, now: datetime, zone: str) -> str:
    """Return when people answer what is asked now (aware); `zone` is the IANA name of the community's zone."""
    opens = hours.opening(now)
    return _usual(t, support, zone) if opens == now else _again(t, opens, hours, now, zone)


def _usual(t: Translator, support: SupportSettings, zone: str) -> str:
    length = t.plural("{number} hour", "{number} hours", support.response_hours)
    if support.hours:
        return t("They usually answer within {hours}, in their working hours.", hours=length)
    days = {
        "mon-fri": t("Monday to Friday"),
        "mon-sat": t("Monday to Saturday"),
        "every day": t("every day"),
    }
    return t(
        "They usually answer within {hours}, {days} {opens}–{closes} {city} time.",
        hours=length,
        days=days[support.days],
        opens=f"{support.opens:%-H:%M}",
        closes=f"{support.closes:%-H:%M}",
        city=zone.rpartition("/")[2].replace("_", " "),
    )


def _again(t: Translator, opens: datetime, hours: Hours, now: datetime, zone: str) -> str:
    then = when(t, opens, now, zone)
    off = hours.off(now)
    if off == "holiday":
        return t("Today is a holiday; the support team answers again {then}.", then=then)
    if off == "break":
        return t("The support team is on a break and answers again {then}.", then=then)
    return t("The support team answers again {then}.", then=then)


def when(t: Translator, at: datetime, now: datetime, zone: str) -> str:
    """Return from when on, with the weekday and the date unless that is today: "on Tuesday 3 November from 9:00"."""
    local = at.astimezone(ZoneInfo(zone))
    today = local.date() == now.astimezone(ZoneInfo(zone)).date()
    date = format_date(local, "d MMMM", locale=t.language)
    day = t("today") if today else t(_ON[local.weekday()], date=date)
    return t("{day} from {time}", day=day, time=f"{local:%-H:%M}")
