"""One person, several accounts: tied together by a code that is given to one and typed with the other."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

from bot.core import markup
from bot.core.cog import Cog, every
from bot.core.commands import Asked, Reply, command
from bot.core.delivery import Choice, Delivery
from bot.core.errors import N_, UserError
from bot.core.events import Person
from bot.core.ids import PersonRef, RoomRef
from bot.core.rights import Rights
from bot.core.rooms import Rooms
from cogs.speech import private, say, worded
from config.words import Translator, translator
from storage import link_codes, outbox, people, tries
from storage.database import Tx
from storage.link_codes import Code
from storage.people import Account

_ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
"""Nothing that looks like something else, such as 0 and O, 5 and S, U and V."""
_GREEK = str.maketrans("ΑΕΗΚΜΝΡΤΧΥ", "AEHKMNPTXY")
"""Greek capitals that look the same, for who types with a Greek keyboard."""
_LENGTH = 8
_GOOD_FOR = timedelta(minutes=10)
_WHAT, _TRIES, _TRIED_FOR = "link", 5, timedelta(hours=1)

_NOT_GOOD = N_("This code is not good, or no longer. Ask me for a new one with your other account: `{command}`")
_TOO_MANY = N_("You have typed too many wrong codes. Please try again in an hour.")


class Identity(Cog):
    """Ties a person's accounts together, so that votes, counts and rights are one person's.

    Whoever has proved that both accounts are theirs holds with each the rights of the other. A code is used up by the
    first account that types it, so nobody gains by reading it in a room.
    """

    name = "identity"

    def __init__(self, rooms: Rooms, rights: Rights, prefix: str = "!stoa") -> None:
        """Tie accounts on the platforms of these rooms; commands begin with a prefix where there is no slash."""
        self._platforms = tuple(dict.fromkeys(place.platform for room in rooms.rooms for place in room.places))
        self._rights, self._prefix = rights, prefix

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """Return the accounts that are tied to the person's."""
        tied = [
            {"account": str(account.ref), "name": account.name, "linked_at": account.at.isoformat()}
            for account in await people.accounts(tx, person)
        ]
        return {"linked_accounts": tied} if tied else {}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """Untie the account, and erase its code."""
        await people.unlink(tx, person)
        await link_codes.forget(tx, person)
        await tries.forget(tx, person)

    @every(timedelta(hours=1))
    async def clear(self, now: datetime, tx: Tx) -> None:
        """Drop the codes and the tries whose time is over."""
        await link_codes.clear(tx, now)
        await tries.clear(tx, now - _TRIED_FOR)

    @command("link")
    async def link(
        self, asked: Asked, tx: Tx, code: Annotated[str, "The code that I gave to your other account"] = ""
    ) -> Reply:
        """Tie your accounts on several platforms together, or see which are."""
        return await self._typed(asked, tx, code) if code else await self._told(asked, tx)

    @command("linking confirm", hidden=True)
    async def confirm(self, asked: Asked, tx: Tx, code: Annotated[str, "The code"]) -> Reply:
        """Tie the accounts whose owner is warned."""
        found = await link_codes.get(tx, _hash(code), asked.at)
        if found is None or found.typed_by != asked.person.ref:
            raise UserError(_NOT_GOOD, command=f"{self._prefix} link")
        return await self._tie(asked, tx, found)

    @command("linking cancel", hidden=True)
    async def cancel(self, asked: Asked, tx: Tx, code: Annotated[str, "The code"]) -> Reply:
        """Do not tie the accounts, and drop the code."""
        found = await link_codes.get(tx, _hash(code), asked.at)
        if found is not None and found.typed_by == asked.person.ref:
            await link_codes.drop(tx, found.account)
        return private(translator(asked.language)("I have not linked the accounts."))

    @command("unlink")
    async def unlink(self, asked: Asked, tx: Tx) -> Reply:
        """Untie this account from your other ones."""
        if not await people.accounts(tx, asked.person.ref):
            raise UserError(N_("This account is not linked to any other."))
        await people.unlink(tx, asked.person.ref)
        return private(translator(asked.language)("This account is no longer linked to your other ones."))

    async def _told(self, asked: Asked, tx: Tx) -> Reply:
        """Tell what is tied, and give a code as long as there is a platform to tie."""
        t, me = translator(asked.language), asked.person.ref
        tied = await people.accounts(tx, me)
        others = [name for name in self._platforms if name not in {me.platform, *(each.ref.platform for each in tied)}]
        if not others and not tied:
            raise UserError(N_("The community has rooms on one platform only: there is nothing to link."))
        said = [_listed(tied, t)] if tied else []
        if others:
            said.append(self._code_told(t, await self._new_code(asked, tx), others))
        text = "\n\n".join(said)
        if asked.message is None or asked.room.person is not None or not others:
            return private(text)
        # Everybody in the room reads what is answered there.
        to, key = RoomRef.direct(me), f"identity:code:{asked.id or asked.message}"
        await outbox.put(tx, Delivery(key, to, text=markup.parse(text)), asked.at)
        return Reply(markup.parse(t("I have sent you the code in a private message.")))

    async def _new_code(self, asked: Asked, tx: Tx) -> str:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        await link_codes.put(tx, asked.person.ref, asked.person.name, _hash(code), asked.at + _GOOD_FOR)
        return code

    def _code_told(self, t: Translator, code: str, others: Iterable[str]) -> str:
        sentence = t(
            "To link your accounts, write this within {minutes} minutes with your account on {platforms}: {command}",
            minutes=t.number(_GOOD_FOR.total_seconds() / 60),
            platforms=f" {t('or')} ".join(name.capitalize() for name in others),
            command=f"`{self._prefix} link {code}`",
        )
        return f"{sentence}\n{t('Give the code to nobody: what one account may do, the other then may do, too.')}"

    async def _typed(self, asked: Asked, tx: Tx, code: str) -> Reply:
        me = asked.person.ref
        if await tries.number(tx, me, _WHAT, asked.at - _TRIED_FOR) >= _TRIES:
            raise UserError(_TOO_MANY)
        found = await link_codes.get(tx, _hash(code), asked.at)
        if found is None or found.typed_by not in (None, me):
            await tries.count(tx, me, _WHAT, asked.at, asked.at - _TRIED_FOR)
            return self._refused(asked, _NOT_GOOD, command=f"{self._prefix} link")
        if problem := await self._problem(tx, found, me):
            await link_codes.drop(tx, found.account)
            return self._refused(asked, problem, platform=me.platform.capitalize())
        other = Person(found.account, found.name, groups=self._rights.groups_of(found.account))
        if asked.role > await people.role_of(tx, self._rights, other):
            await link_codes.typed(tx, found.account, me)
            return _question(translator(asked.language), found, code)
        return await self._tie(asked, tx, found)

    async def _problem(self, tx: Tx, code: Code, me: PersonRef) -> str:
        """Return what stands against tying two accounts, empty where nothing does."""
        if code.account == me:
            return N_("This is the code of this very account: write it with the other one. I have dropped it.")
        if await people.same(tx, code.account, me):
            return N_("These two accounts are linked already.")
        refs = {me, code.account}
        for one in (me, code.account):
            refs |= {account.ref for account in await people.accounts(tx, one)}
        if len({ref.platform for ref in refs}) < len(refs):
            return N_("A person can have one account on each platform. Untie the one that you no longer use first.")
        return ""

    async def _tie(self, asked: Asked, tx: Tx, code: Code) -> Reply:
        mine = Account(asked.person.ref, asked.person.name, asked.at)
        await people.link(tx, Account(code.account, code.name, asked.at), mine)
        await link_codes.drop(tx, code.account)
        t = translator(asked.language)
        text = say(
            t,
            N_("Your account here is now linked to {name} on {platform}. If that was not you, write: `{command}`"),
            name=mine.name,
            platform=mine.ref.platform.capitalize(),
            command=f"{self._prefix} unlink",
        )
        key = f"identity:linked:{code.account}+{mine.ref}:{asked.at.isoformat()}"
        await outbox.put(tx, Delivery(key, RoomRef.direct(code.account), text=text), asked.at)
        return private(f"{t('✅ Your accounts are linked.')}\n{_listed(await people.accounts(tx, mine.ref), t)}")

    def _refused(self, asked: Asked, sentence: str, **values: str) -> Reply:
        # It is answered and not raised, because what was written down about it must stay.
        return Reply(say(translator(asked.language), sentence, **values), private=True, refused=True)


def _hash(code: str) -> str:
    """Return the hash of a code, however it was typed."""
    read = "".join(filter(str.isalnum, code)).upper().translate(_GREEK)
    return sha256(read.encode()).hexdigest()


def _listed(tied: Iterable[Account], t: Translator) -> str:
    line = N_("{name} on {platform}")
    lines = (worded(t, line, name=each.name, platform=each.ref.platform.capitalize()) for each in tied)
    return "\n".join((t("These accounts are yours:"), *(f"- {each}" for each in lines)))


def _question(t: Translator, code: Code, typed: str) -> Reply:
    text = say(
        t,
        N_("The account {name} on {platform} may then do whatever you may do here. Is it your own?"),
        name=code.name,
        platform=code.account.platform.capitalize(),
    )
    read = "".join(filter(str.isalnum, typed))
    choices = (Choice(t("✅ Yes, it is mine"), f"linking confirm {read}"), Choice(t("❌ No"), f"linking cancel {read}"))
    return Reply(text, private=True, choices=choices)
