"""Mentions of people who have an account where a message goes: there they are mentioned by that account."""

from __future__ import annotations

from dataclasses import replace

from bot.core.delivery import Delivery
from bot.core.ids import PersonRef
from bot.core.text import Inline, Mention
from storage import people
from storage.database import Tx


async def named_there(tx: Tx, delivery: Delivery) -> Delivery:
    """Return a delivery that mentions whoever tied an account on its platform to the mentioned one by that account.

    Everybody else is still mentioned by name.
    """
    there = delivery.to.platform
    refs = {ref for inline in delivery.text.inlines() if (ref := _from_elsewhere(inline, there))}
    found = {ref: await people.account_on(tx, PersonRef.parse(ref), there) for ref in refs}
    known = {ref: Mention("person", account.name, str(account.ref)) for ref, account in found.items() if account}
    if not known:
        return delivery

    def named(inline: Inline) -> Inline:
        return known.get(inline.ref or "", inline) if isinstance(inline, Mention) else inline

    return replace(delivery, text=delivery.text.changed(named))


def _from_elsewhere(inline: Inline, there: str) -> str:
    """Return the account of another platform that is mentioned; empty where none is."""
    if not isinstance(inline, Mention) or inline.kind != "person":
        return ""
    platform, _, account = (inline.ref or "").partition(":")
    return f"{platform}:{account}" if platform and account and platform != there else ""
