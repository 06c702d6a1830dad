"""Every scenario of the whole suite, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.chaos import troubles
from tests.chaos.bot import DIGEST_POINTS, OCCASION, POINTS, STAGES, SUBJECTS
from tests.chaos.play import Death, Scenario

BOTH = ("matrix", "discord")


def deaths_at(point: str, *counts: int) -> tuple[Death, ...]:
    """Return deaths at a point, on each platform in turn, at so many times that it is reached."""
    # Only Discord's limit is below what anybody can write on the other side.
    platforms = ("discord",) if point == "mid-message" else BOTH
    return tuple((point, platform, count) for count in counts for platform in platforms)


PLANNED = Scenario("events and announcements: nothing goes wrong", 9, 9, seconds=4.0, planned=True)


def _planned() -> list[Scenario]:
    """Return what goes wrong with reminders and announcements."""
    reminders = {stage: deaths_with(("reminder",), stage, 1, 4) for stage in STAGES}
    announcements = {stage: deaths_with(SUBJECTS[1:], stage, 1, 2) for stage in STAGES}
    return [
        PLANNED,
        *(replace(PLANNED, name=f"reminders, kill -9: {stage}", deaths=deaths) for stage, deaths in reminders.items()),
        *(
            replace(PLANNED, name=f"announcements, kill -9: {stage}", deaths=deaths)
            for stage, deaths in announcements.items()
        ),
        *(
            replace(PLANNED, name=f"Discord's own events, kill -9: {stage}", deaths=occasions_at(stage, 1, 3))
            for stage in STAGES
        ),
        *(
            replace(
                PLANNED,
                name=f"events and announcements, kill -9 at random ({seed})",
                messages=18,
                announcements=18,
                seconds=20.0,
                trouble=troubles.kills(seed, 12, (0.5, 4.0)),
                within=180.0,
            )
            for seed in (1, 2)
        ),
        replace(PLANNED, name="Discord away as events begin", trouble=troubles.later(12.0, troubles.discord_away(8.0))),
        replace(
            PLANNED,
            name="Synapse killed as events begin",
            trouble=troubles.later(12.0, troubles.synapse_away(6.0, killed=True)),
        ),
    ]


def deaths_with(subjects: Sequence[str], stage: str, *counts: int) -> tuple[Death, ...]:
    """Return deaths at a stage of what is said about these subjects, on each platform where it has one."""
    platforms = ("",) if stage in STAGES[:2] else BOTH
    return tuple(
        (f"{subject} {stage}", platform, count) for count in counts for subject in subjects for platform in platforms
    )


def occasions_at(stage: str, *counts: int) -> tuple[Death, ...]:
    """Return deaths at a stage of what is shown in Discord's own calendar."""
    platform = "" if stage in STAGES[:2] else "discord"
    return tuple((f"{OCCASION} {stage}", platform, count) for count in counts)


LIVE = Scenario(
    "kill -9 in the middle of digests",
    messages=120,
    seconds=6.0,
    deaths=tuple((point, "discord", count) for count in (1, 3) for point in DIGEST_POINTS),
    trouble=troubles.discord_takes_little,
    bridge="digest_after = 0.5\n",
    within=180.0,
)


def _all() -> list[Scenario]:
    return [
        Scenario("nothing goes wrong"),
        *(
            Scenario(f"kill -9: {point}", deaths=deaths_at(point, 2, 4, 1), trouble=troubles.discord_slow)
            for point in POINTS
        ),
        *(
            Scenario(
                f"kill -9 at random ({seed})",
                messages=300,
                seconds=20.0,
                trouble=troubles.kills(seed, 8, (0.3, 4.0)),
                within=180.0,
            )
            for seed in (1, 2)
        ),
        Scenario("Synapse stopped for 10 s", trouble=troubles.synapse_away(10.0, killed=False)),
        Scenario("Synapse killed, away for 5 s", trouble=troubles.synapse_away(5.0, killed=True)),
        Scenario("Discord away for 10 s", trouble=troubles.discord_away(10.0)),
        Scenario("Discord: 5xx, cut connections", trouble=troubles.discord_fails),
        Scenario("Discord: 429", messages=25, trouble=troubles.discord_limits),
        Scenario("Matrix: 5xx, cut connections", trouble=troubles.matrix_fails),
        Scenario("Matrix: 429", trouble=troubles.matrix_limits),
        LIVE,
        Scenario("connections frozen", trouble=troubles.frozen(5.0), patience=3.0),
        Scenario("connections half closed, cut", trouble=troubles.half_closed),
        Scenario("gateway sessions resumed, refused", trouble=troubles.gateway_trouble),
        Scenario("cut off from Discord for 8 s, session lost", seconds=8.0, trouble=troubles.cut_off(8.0)),
        Scenario(
            "webhooks deleted by hand",
            trouble=troubles.webhooks_deleted,
            # What a webhook wrote can be edited by nobody once that is deleted.
            forgiven=(("matrix → discord", "unedited"), ("given up", "12")),
        ),
        Scenario("no webhooks allowed for 5 s", trouble=troubles.denied(5.0, "manage_webhooks", "send_messages")),
        Scenario("channel hidden for 5 s", seconds=5.0, trouble=troubles.denied(5.0, "view_channel")),
        Scenario("muted in the Matrix room for 5 s", seconds=5.0, trouble=troubles.muted(5.0)),
        Scenario(
            "put out of the Matrix room for 5 s",
            seconds=5.0,
            trouble=troubles.put_out(5.0),
            # Who is put out does not listen: what is said there meanwhile is announced as missing, not read afterwards.
            forgiven=tuple(("matrix → discord", what) for what in ("lost", "unedited", "undeleted", "unreacted")),
        ),
        Scenario("disk full for 5 s", trouble=troubles.disk_full(5.0)),
        Scenario("database locked for 3 s", trouble=troubles.locked(3.0)),
        Scenario("database locked too long", trouble=troubles.locked(4.0), pragmas=("busy_timeout = 500",)),
        *_planned(),
    ]


SCENARIOS = {scenario.name: scenario for scenario in _all()}
