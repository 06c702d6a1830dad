"""From a command line to its answer: find, check rights, run, and put errors into the asker's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.commands import Asked, CommandSpec, Reply, arguments, parse
from bot.core.delivery import token_of
from bot.core.errors import N_, BadArgument, NotAllowed, UnknownCommand, UserError
from bot.core.ports import CommandCall
from bot.core.rights import Rights, Role
from bot.core.text import RichText
from bot.engine.incidents import Incidents, trace_of
from config.words import translator
from storage import people
from storage.database import Tx

HELP = "help"
"""The command that tells which commands there are."""
_HELP_TOO = ("βοήθεια", "βοηθεια", "voithia", "voitheia", "boitheia", "bohtheia")
_ASK = "ask"
_SENTENCE = 3
"""From so many words on, what is no command is a sentence."""
_REFUSALS = {
    Role.AMBASSADOR: N_(
        "Only facilitators and ambassadors can do this. If you need something, write me your question."
    ),
    Role.FACILITATOR: N_("Only facilitators can do this. If you need something, write me your question."),
    Role.COORDINATOR: N_("Only coordinators can do this. If you need something, write me your question."),
}


class Invoker:
    """Runs commands inside the caller's transaction."""

    def __init__(self, specs: Iterable[CommandSpec], rights: Rights, incidents: Incidents) -> None:
        """Know the commands and who may run them; raises ValueError where two have the same name."""
        self.specs = tuple(specs)
        self._by_name = {spec.name: spec for spec in self.specs}
        if len(self._by_name) < len(self.specs):
            raise ValueError("two commands have the same name")
        self._rights, self._incidents = rights, incidents

    def reads(self, line: str) -> bool:
        """Tell whether a line that is not marked as a command is one that people may type.

        What everybody may command begins with words that sentences begin with, too: "help me, …", "link for …?",
        "remind me when …". Those are for whoever answers questions.
        """
        words = [word.casefold() for word in line.split()]
        names = (" ".join(words[:length]) for length in (2, 1) if len(words) >= length)
        spec = next((self._by_name[name] for name in names if name in self._typed), None)
        if spec is None:
            return False
        rest = words[len(spec.name.split()) :]
        # What is asked with a command may be asked anonymously: it must not become an ordinary message.
        if not rest or spec.needs > Role.PARTICIPANT or any(param.named for param in spec.params):
            return True
        if spec.name == HELP:
            return any(f"{name} ".startswith(f"{' '.join(rest)} ") for name in self._typed)
        return len(rest) == 1 or (" " in spec.name and (len(rest) == 2 or _is_complete(line, spec)))

    def meant(self, line: str) -> str:
        """Return the command that is meant by a line which is marked as one.

        "Help" may be said in Greek; the first word of several commands asks which these are; a sentence is a question.
        """
        words = line.casefold().split()
        if words[0] in _HELP_TOO:
            return " ".join((HELP, *words[1:]))
        if self._typed.isdisjoint((words[0].lstrip("/"), " ".join(words[:2]).lstrip("/"))):
            if any(name.startswith(f"{words[0]} ") for name in self._typed):
                return f"{HELP} {words[0]}"
            if _ASK in self._typed and len(words) >= _SENTENCE:
                return f"{_ASK} {line}"
        return line

    @property
    def _typed(self) -> set[str]:
        return {spec.name for spec in self.specs if not spec.hidden}

    async def run(
        self,
        tx: Tx,
        line: str | CommandCall,
        asked: Asked,
        *,
        markdown: str = "",
        chosen: bool = False,
        written: str | None = None,
    ) -> Reply:
        """Run a command; return its answer, or the words for what was wrong with it.

        `markdown` is the same line with its formatting, for arguments of several lines. Hidden commands run only when
        `chosen`; `written` is the text given to a choice that takes one. What a failed command wrote is undone.
        """
        t = translator(asked.language)
        asked = replace(asked, role=await people.role_of(tx, self._rights, asked.person))
        # Whoever only gives commands is called by their name, too.
        await people.seen(tx, asked.person.ref, asked.person.name, asked.at)
        try:
            async with tx.savepoint():
                reply = await self._run(tx, line, asked, markdown, written, chosen=chosen)
                key = reply.key or reply_key(asked)
                return replace(reply, key=key, token=token_of(key))
        except UserError as error:
            own = translator(error.language) if error.language else t
            return Reply(RichText.plain(error.said(own)), private=True, refused=True)
        except Exception as error:  # noqa: BLE001 - the boundary: whatever a command raises becomes words and a report
            trace = trace_of(asked.id)
            await self._incidents.report(tx, line.name if isinstance(line, CommandCall) else "command", error, trace)
            sentence = t(
                "Something went wrong on our side. It has been reported ({trace}); please try again later.", trace=trace
            )
            return Reply(RichText.plain(sentence), private=True, refused=True)

    async def _run(
        self, tx: Tx, line: str | CommandCall, asked: Asked, markdown: str, written: str | None, *, chosen: bool
    ) -> Reply:
        spec, given = self._read(line, chosen)
        if written is not None:
            given |= {param.name: written for param in spec.params if param.long}
        if markdown and any(param.long for param in spec.params):
            rich = parse(markdown, [spec])[1]
            given |= {param.name: rich[param.name] for param in spec.params if param.long}
        if asked.role < spec.needs:
            raise NotAllowed(_REFUSALS[spec.needs])
        return await spec.run(asked, tx, **given)

    def _read(self, line: str | CommandCall, chosen: bool) -> tuple[CommandSpec, dict[str, object]]:
        if isinstance(line, str):
            return parse(line, self.specs if chosen else [spec for spec in self.specs if not spec.hidden])
        spec = self._by_name.get(line.name)
        if spec is None:
            raise UnknownCommand(
                N_("I do not know the command “{name}”. See what I can do with {help}."), name=line.name, help=HELP
            )
        return spec, arguments(spec, line.arguments)


def _is_complete(line: str, spec: CommandSpec) -> bool:
    try:
        parse(line, [spec])
    except BadArgument:
        return False
    return True


def reply_key(asked: Asked) -> str:
    """Return the key under which an answer is owed, or would be: its choices are offered under this key's token."""
    return f"reply:{asked.id}"
