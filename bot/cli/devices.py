"""The commands ``stoa matrix``, also while the bot runs: the devices in encrypted rooms, and which of them get keys."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.adapters.matrix.store import Store
from bot.adapters.matrix.trust import Decision, Device, Trust, decide, devices
from bot.cli.options import Config, chosen
from bot.core.errors import OperatorError

_PERSON_HELP = "A Matrix user, as @name:server."
_DEVICE_HELP = "The device's id, as `stoa matrix devices` and people's own clients show it."
_FINGERPRINT_HELP = "Its fingerprint as its owner reads it out (“session key”); otherwise you are asked to compare."

_Person = Annotated[str, typer.Argument(help=_PERSON_HELP)]
_Device = Annotated[str, typer.Argument(help=_DEVICE_HELP)]

matrix = typer.Typer(help="The devices in encrypted Matrix rooms.", no_args_is_help=True)


@matrix.command("devices")
def list_devices(
    person: Annotated[str | None, typer.Argument(help=_PERSON_HELP + " Otherwise all.")] = None, config: Config = None
) -> None:
    """List the devices that the bot has met, and whether they can read what it writes in encrypted rooms."""
    store, trust = _opened(config)
    table = Table("Person", "Device", "Name", "First seen", "Fingerprint", "Reads", highlight=False)
    for one in devices(store):
        if person in (None, one.user):
            table.add_row(one.user, one.device, one.name, one.seen, _grouped(one.fingerprint), _standing(trust, one))
    Console().print(table)


@matrix.command("trust")
def approve(
    person: _Person,
    device: _Device,
    fingerprint: Annotated[str | None, typer.Argument(help=_FINGERPRINT_HELP)] = None,
    config: Config = None,
) -> None:
    """Approve a device after comparing its fingerprint: it can read what the bot writes from now on."""
    store, _ = _opened(config)
    known = _known(store, person, device)
    if fingerprint is None:
        typer.echo(f"{person}, {device}: {_grouped(known.fingerprint)}")
        typer.confirm("Does the person's own client show the same?", abort=True)
    elif "".join(fingerprint.split()) != known.fingerprint:
        raise OperatorError(
            f"{device} of {person} has another fingerprint here: {_grouped(known.fingerprint)}. It was not approved."
        )
    decide(store, Decision(person, device, known.fingerprint, trusted=True))
    typer.echo(f"{device} of {person} is approved.")


@matrix.command("distrust")
def refuse(person: _Person, device: _Device, config: Config = None) -> None:
    """Refuse a device: it cannot read what the bot writes from now on."""
    store, _ = _opened(config)
    decide(store, Decision(person, device, _known(store, person, device).fingerprint, trusted=False))
    typer.echo(f"{device} of {person} gets no more keys.")


def _opened(config: Config) -> tuple[Store, Trust]:
    settings = chosen(config).settings
    if settings.matrix is None:
        raise OperatorError("The settings name no Matrix account: there is no section [matrix].")
    store = Store(settings.matrix_store)
    if not store.folder.is_dir():
        raise OperatorError(f"{store.folder} is not there: the bot has not been on Matrix with these settings yet.")
    trust = Trust(store, settings.matrix.trust)
    trust.refresh()
    return store, trust


def _known(store: Store, person: str, device: str) -> Device:
    for one in devices(store):
        if (one.user, one.device) == (person, device):
            return one
    raise OperatorError(f"The bot has met no device {device} of {person}. See `stoa matrix devices`.")


def _standing(trust: Trust, one: Device) -> str:
    if trust.is_verified(one.user, one.device, one.fingerprint):
        return "yes, approved"
    return "yes" if trust.gets_keys(one.user, one.device, one.fingerprint) else "no"


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))
