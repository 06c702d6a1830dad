"""Slash commands, buttons and forms: whoever uses one is answered at once, or told to wait, and never left hanging."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Iterator, Mapping
from itertools import islice
from typing import Any

import discord
import structlog

from bot.adapters.discord import inbound, outbound
from bot.adapters.discord import text as markdown
from bot.adapters.discord.channels import place_of
from bot.adapters.discord.commands import asked_for, call_of
from bot.adapters.discord.outbound import OFFER
from bot.adapters.discord.places import channel_room, direct_room
from bot.adapters.discord.problems import FAILURES
from bot.core.commands import Asked, CommandSpec, Form, Param, Reply
from bot.core.errors import N_
from bot.core.ports import CommandCall, Host
from bot.core.rooms import Rooms

_log = structlog.get_logger("stoa")

_GRACE = 5.0
"""Seconds that a stop waits for answers that are being worked on."""

_FORM = "form"
_ID_LIMIT, _TITLE_LIMIT, _LABEL_LIMIT, _PLACEHOLDER_LIMIT, _TEXT_LIMIT = 100, 45, 45, 100, 4000
"""Characters of custom ids, forms and their fields (Discord API, "Component Reference")."""

_OPEN_FORMS, _MOST_FIELDS = 1000, 5

SORRY = N_("Something went wrong on our side. It has been reported; please try again.")

Talk = discord.Interaction[discord.Client]


class Interactions:
    """Answers interactions. `patience` is how long (seconds) an answer may take before the asker is told to wait."""

    def __init__(self, host: Host, rooms: Rooms, patience: float) -> None:
        """Answer with what the host says; Discord gives up after 3 seconds ("Receiving and Responding")."""
        self._host, self._rooms, self._patience = host, rooms, patience
        self._specs = host.specs()
        self._forms: OrderedDict[str, CommandCall] = OrderedDict()
        self._working: set[asyncio.Task[None]] = set()

    async def answer(self, talk: Talk) -> None:
        """Answer an interaction; nothing is raised."""
        task = asyncio.current_task()
        if task is not None:
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        try:
            await self._answer(talk)
        except FAILURES as error:
            _log.warning("an interaction could not be answered", reason=str(error) or type(error).__name__)
        except Exception:  # noqa: BLE001 - the boundary: the asker is told, whatever happened
            _log.exception("an interaction failed", id=talk.id)
            await self._apologise(talk)

    async def finish(self) -> None:
        """Return when the answers that are being worked on are given, or have had their time."""
        working = set(self._working)
        if working:
            _, late = await asyncio.wait(working, timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)

    async def _answer(self, talk: Talk) -> None:
        data: Mapping[str, Any] = dict(talk.data or {})
        asked = self._asked(talk)
        match talk.type:
            case discord.InteractionType.application_command:
                await self._command(talk, call_of(data, self._specs), asked)
            case discord.InteractionType.modal_submit:
                await self._submitted(talk, data, asked)
            case discord.InteractionType.component:
                kind, _, offer = str(data["custom_id"]).partition(":")
                token, _, number = offer.rpartition(":")
                if kind == OFFER and number.isdecimal():
                    await self._reply(talk, self._host.choose(token, int(number), asked))

    async def _command(self, talk: Talk, call: CommandCall, asked: Asked) -> None:
        spec = next((spec for spec in self._specs if spec.name == call.name), None)
        missing = asked_for(spec, call.arguments) if spec else ()
        if spec and missing:
            await talk.response.send_modal(self._form(talk, spec, call, dict.fromkeys(missing, "")))
        else:
            await self._run(talk, call, asked)

    async def _submitted(self, talk: Talk, data: Mapping[str, Any], asked: Asked) -> None:
        call = self._called(str(data["custom_id"]))
        fields = dict(_fields(data["components"]))
        await self._run(talk, CommandCall(call.name, {**call.arguments, **fields}), asked)

    async def _run(self, talk: Talk, call: CommandCall, asked: Asked) -> None:
        await self._reply(talk, self._host.command(f"interaction:{talk.id}", call, asked))

    # -- forms -----------------------------------------------------------------------------------------------------

    def _asked_for(self, talk: Talk, form: Form) -> discord.ui.Modal:
        """Return the form that an answer asks for."""
        spec = next(spec for spec in self._specs if spec.name == form.command)
        params = {param.name: param for param in spec.params}
        fields = {params[name]: given for name, given in form.fields.items()}
        return self._form(talk, spec, CommandCall(spec.name, form.arguments), fields)

    def _form(self, talk: Talk, spec: CommandSpec, call: CommandCall, fields: Mapping[Param, str]) -> discord.ui.Modal:
        language = self._asked(talk).language
        title = outbound.fit(f"/{spec.name}", _TITLE_LIMIT)
        form = discord.ui.Modal(title=title, custom_id=self._form_id(talk, call), timeout=None)
        for param, given in islice(fields.items(), _MOST_FIELDS):
            description = self._host.translate(language, param.description)
            field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
                style=discord.TextStyle.paragraph,
                custom_id=param.name,
                placeholder=outbound.fit(description, _PLACEHOLDER_LIMIT),
                max_length=_TEXT_LIMIT,
                default=outbound.fit(given, _TEXT_LIMIT) or None,
                required=param.required,
            )
            form.add_item(discord.ui.Label(text=outbound.fit(description, _LABEL_LIMIT), component=field))
        form.stop()  # its submission comes here, not to an object in memory
        return form

    def _form_id(self, talk: Talk, call: CommandCall) -> str:
        """Return an id that holds the call, so that a form outlives a restart; a long call is kept in memory."""
        written = f"{_FORM}:{json.dumps([call.name, call.arguments], ensure_ascii=False, separators=(',', ':'))}"
        if outbound.units(written) <= _ID_LIMIT:
            return written
        key = f"{_FORM}#{talk.id}"
        self._forms[key] = call
        if len(self._forms) > _OPEN_FORMS:
            self._forms.popitem(last=False)
        return key

    def _called(self, form_id: str) -> CommandCall:
        """Return the call for which a form was opened; raises KeyError where it is known no longer."""
        if form_id.startswith(f"{_FORM}:"):
            name, arguments = json.loads(form_id.removeprefix(f"{_FORM}:"))
            return CommandCall(name, arguments)
        return self._forms[form_id]

    # -- answers ---------------------------------------------------------------------------------------------------

    def _asked(self, talk: Talk) -> Asked:
        person = inbound.person(talk.user)
        place = place_of(talk.channel)
        if talk.guild_id is None or (place and place.room.person):
            room = direct_room(talk.user.id)
        else:
            room = place.room if place else channel_room(talk.channel_id or 0)
        language, zone = self._rooms.language_of(room), self._rooms.zone_of(room)
        return Asked(person, room, talk.created_at, language=language, zone=zone, id=str(talk.id))

    async def _reply(self, talk: Talk, working: Awaitable[Reply]) -> None:
        task = asyncio.ensure_future(working)
        try:
            await asyncio.wait({task}, timeout=self._patience)
            if not task.done():
                await self._ask_to_wait(talk)
            reply = await task
        finally:
            task.cancel()
        await self._say(talk, reply)

    async def _ask_to_wait(self, talk: Talk) -> None:
        """Tell the asker alone that it takes a moment; under a button nothing has to be shown for it."""
        if talk.type is discord.InteractionType.component:
            await talk.response.defer()
        else:
            await talk.response.defer(ephemeral=True, thinking=True)

    async def _say(self, talk: Talk, reply: Reply) -> None:
        if reply.form and not talk.response.is_done():
            await talk.response.send_modal(self._asked_for(talk, reply.form))
            return
        texts = [written for piece in outbound.pieces(reply.text) if (written := markdown.render(piece).strip())]
        waiting = talk.response.is_done() and talk.type is not discord.InteractionType.component
        if not texts and talk.type is discord.InteractionType.component:
            if not talk.response.is_done():
                await talk.response.defer()
            return
        if waiting and texts and not reply.private:
            # What fills the waiting message is seen by the asker alone, as it is.
            await talk.delete_original_response()
        for number, written in enumerate(texts or ["✅"], start=1):
            last = number == max(len(texts), 1)
            view = outbound.buttons(reply.token, reply.choices) if last else None
            await _send(talk, written, view, ephemeral=reply.private or not texts)

    async def _apologise(self, talk: Talk) -> None:
        sentence = self._host.translate(self._asked(talk).language, SORRY)
        try:
            await _send(talk, sentence, None, ephemeral=True)
        except FAILURES as error:
            _log.warning("an interaction could not be answered", reason=str(error) or type(error).__name__)


async def _send(talk: Talk, content: str, view: discord.ui.View | None, *, ephemeral: bool) -> None:
    shown = view or discord.utils.MISSING
    if talk.response.is_done():
        await talk.followup.send(content, view=shown, ephemeral=ephemeral)
    else:
        await talk.response.send_message(content, view=shown, ephemeral=ephemeral)


def _fields(components: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what was written into a form, however its fields are wrapped."""
    for component in components:
        if "value" in component:
            yield str(component["custom_id"]), str(component["value"])
        yield from _fields(component.get("components") or [])
        if "component" in component:
            yield from _fields([component["component"]])
