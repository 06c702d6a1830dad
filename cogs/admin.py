"""Looking after the bot: help, how it is, and the people it has met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot import __version__
from bot.core import markup
from bot.core.cog import Cog, on
from bot.core.commands import Asked, CommandSpec, Param, Reply, command
from bot.core.errors import N_, UnknownCommand
from bot.core.events import MessagePosted
from bot.core.ids import PersonRef
from bot.core.rights import Role
from cogs.bridge.standing import totals
from cogs.running import Running
from cogs.speech import ago, private, worded
from config.words import Translator, translator
from storage import outbox, people
from storage.database import Tx

_SEEN_EVERY = timedelta(hours=1)
_REMEMBERED = 10_000
"""People whose last note is remembered; beyond it they are noted again."""

_STATES = {
    "starting": N_("{platform}: starting since {moment}."),
    "up": N_("{platform}: works since {moment}."),
    "down": N_("{platform}: cannot be reached since {moment}: {error}. I keep trying."),
    "refused": N_("{platform}: does not let me in since {moment}: {error}. Someone has to put it right."),
    "stopped": N_("{platform}: stopped since {moment}."),
}
_NEEDS = {
    Role.AMBASSADOR: N_("Ambassadors, facilitators and coordinators may do this."),
    Role.FACILITATOR: N_("Facilitators and coordinators may do this."),
    Role.COORDINATOR: N_("Coordinators may do this."),
}


class Admin(Cog):
    """Tells what can be done and how the bot is, and notes whom it has met."""

    name = "admin"

    def __init__(self, running: Running, prefix: str = "!stoa") -> None:
        """Tell about a running bot, whose commands begin with a prefix where there is no slash."""
        self._running, self._prefix = running, prefix
        self._noted: dict[PersonRef, tuple[str, datetime]] = {}

    @command("help")
    async def help(self, asked: Asked, tx: Tx, about: Annotated[str, "A command, or its first word"] = "") -> Reply:
        """Show what you can do here."""
        t = translator(asked.language)
        mine = [spec for spec in self._running.specs if not spec.hidden and spec.needs <= asked.role]
        name = " ".join(about.casefold().removeprefix(self._prefix).lstrip("/ ").split())
        if not name:
            closing = t("Type them after “/”, or as a message that begins with “{prefix}”.", prefix=self._prefix)
            example = t("More about one of them: {command}", command="`help event list`")
            return private(f"{_grouped(mine, t)}\n\n{closing} {example}")
        found = next((spec for spec in self._running.specs if spec.name == name and not spec.hidden), None)
        if found is not None:
            return private(_explained(found, t))
        group = [spec for spec in mine if spec.name.split()[0] == name]
        if not group:
            sentence = N_("I do not know the command “{name}”. See what I can do with {help}.")
            raise UnknownCommand(sentence, name=about, help="help")
        return private(_grouped(group, t))

    @command("status", needs=Role.FACILITATOR)
    async def status(self, asked: Asked, tx: Tx) -> Reply:
        """Show how the bot is."""
        t = translator(asked.language)
        owed = totals((await outbox.standings(tx)).values(), asked.at, t)
        lines = [*self._life(asked, t), *self._platforms(asked, t), *owed]
        return private(f"**Stoa {__version__}**\n" + "\n".join(f"- {line}" for line in lines))

    @on(MessagePosted)
    async def meet(self, event: MessagePosted, tx: Tx) -> None:
        """Note that a person was seen, once an hour or when their name has changed."""
        person = event.author
        name, at = self._noted.get(person.ref, ("", event.at))
        if person.bot or (name == person.name and event.at - at < _SEEN_EVERY):
            return
        await people.seen(tx, person.ref, person.name, event.at)
        if len(self._noted) >= _REMEMBERED:
            self._noted.clear()
        self._noted[person.ref] = (person.name, event.at)

    async def export(self, person: PersonRef, tx: Tx) -> dict[str, Any]:
        """See `Cog.export`."""
        met = await people.met(tx, person)
        if met is None:
            return {}
        seen = {"first_seen": met.first_seen.isoformat(), "last_seen": met.last_seen.isoformat()}
        return {"account": str(met.ref), "name": met.name, **seen}

    async def forget(self, person: PersonRef, tx: Tx) -> None:
        """See `Cog.forget`."""
        await people.forget(tx, person)
        self._noted.pop(person, None)

    def _life(self, asked: Asked, t: Translator) -> Iterable[str]:
        if self._running.started:
            moment, age = t.moment(self._running.started, asked.zone), ago(self._running.started, asked.at, t)
            yield t("Running since {moment} ({age}).", moment=moment, age=age)
        if ticked := self._running.ticked():
            yield t("I last looked for what is due {age}.", age=ago(ticked, asked.at, t))

    def _platforms(self, asked: Asked, t: Translator) -> Iterable[str]:
        for platform in self._running.platforms():
            moment = t.moment(platform.since, asked.zone)
            sentence = _STATES.get(platform.state, _STATES["down"])
            yield worded(t, sentence, platform=platform.name.capitalize(), moment=moment, error=platform.error or "?")


def _grouped(specs: Sequence[CommandSpec], t: Translator) -> str:
    """Write commands one a line, those that share their first word together, single ones first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for spec in specs:
        groups[spec.name.split()[0]].append(f"- `{spec.name}`: {markup.escape(t(spec.description))}")
    single = [line for lines in groups.values() if len(lines) == 1 for line in lines]
    several = (f"**{word}**\n" + "\n".join(lines) for word, lines in groups.items() if len(lines) > 1)
    return "\n\n".join(("\n".join(single), *several)).strip()


def _explained(spec: CommandSpec, t: Translator) -> str:
    lines = [markup.escape(t(spec.description)), f"`{spec.usage}`"]
    lines += [f"- `{param.name}`: {markup.escape(t(param.description))}{_options(param, t)}" for param in spec.params]
    if spec.needs in _NEEDS:
        lines.append("\n" + t(_NEEDS[spec.needs]))
    return "\n".join(lines)


def _options(param: Param, t: Translator) -> str:
    options = param.options or ((t("yes"), t("no")) if param.type is bool else ())
    return f" ({' · '.join(map(markup.escape, options))})" if options else ""
