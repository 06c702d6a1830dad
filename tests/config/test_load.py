"""Settings are read whole or not at all: every mistake at once, in plain words, and no secret in any of them."""

import re
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from config.load import Configuration, built_in_communities, load
from config.mistakes import ConfigError
from config.settings import (
    AppServiceSettings,
    BridgeSettings,
    ConsoleSettings,
    DiscordSettings,
    EventsSettings,
    HelpdeskSettings,
    MatrixSettings,
    Settings,
)

SECRET = "Marker.Secret-0123456789"
EXAMPLE = Path(__file__).parents[2] / "config" / "example.toml"
SECRETS = {"STOA_DISCORD__TOKEN": SECRET, "STOA_MATRIX__PASSWORD": SECRET}
ROOM = """
[[rooms]]
name = "helpdesk"
title = "Help"
purpose = "helpdesk"
places = ["console:help"]
"""
CONSOLE = 'community = "here"\n[console]\nenabled = true\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "community.toml").write_text(
        'name = "A small community"\n[topics]\nmooc = "The MOOC"\n' + ROOM
    )
    return tmp_path


def written(folder: Path, toml: str) -> Path:
    path = folder / "stoa.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def told(folder: Path, toml: str, environment: Mapping[str, str] | None = None) -> list[str]:
    """Return the lines of what is told about settings that are wrong; no secret is ever among them."""
    with pytest.raises(ConfigError) as raised:
        load(written(folder, toml), environment or {})
    assert SECRET not in str(raised.value)
    assert SECRET not in repr(raised.value.mistakes)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def read(folder: Path, toml: str, environment: Mapping[str, str] | None = None) -> Configuration:
    return load(written(folder, toml), environment or {})


def test_a_small_community_is_read(folder: Path) -> None:
    configuration = read(folder, CONSOLE)
    assert configuration.community.name == "A small community"
    assert [room.name for room in configuration.rooms] == ["helpdesk"]
    assert configuration.settings.database == folder / "stoa.db"
    assert configuration.settings.community == folder / "here"
    assert (configuration.faq, configuration.events, configuration.institutions) == ((), (), ())


def test_the_environment_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    configuration = load(None, {"STOA_COMMUNITY": "etwinning", "STOA_CONSOLE__ENABLED": "true", "STOA_PORT": "tcp://1"})
    assert configuration.path is None
    assert len(configuration.rooms) == 9
    assert len(configuration.faq) > 80
    assert len(configuration.events) == 3
    assert len(configuration.institutions) == 9
    assert configuration.rights.coordinators == ("console:coordinator-1",)
    assert configuration.settings.database == tmp_path / "stoa.db"


def test_the_environment_wins_over_the_file(folder: Path) -> None:
    environment = {
        "STOA_DATABASE": "data/x.db",
        "STOA_LOG_LEVEL": "debug",
        "STOA_LOG_FORMAT": "",
        "STOA_EVENTS__REMINDERS": '["02:00:00"]',
        "STOA_CONFIG": "stoa.toml",
        "PATH": "/bin",
    }
    (folder / "data").mkdir()
    settings = read(folder, 'log_level = "error"\nlog_format = "json"\n' + CONSOLE, environment).settings
    assert settings.database == folder / "data" / "x.db"
    assert (settings.log_level, settings.log_format) == ("debug", "json")
    assert settings.events.reminders == (timedelta(hours=2),)


def test_secrets_come_from_the_environment_or_from_files_of_their_own(folder: Path) -> None:
    (folder / "secret").write_text(f"{SECRET}\n")
    toml = CONSOLE + '[discord]\nguild = 1\ntoken_file = "secret"\n[matrix]\nhomeserver = "https://x"\nuser = "@s:x"\n'
    settings = read(folder, toml, {"STOA_MATRIX__PASSWORD_FILE": "secret"}).settings
    assert settings.discord
    assert settings.discord.token
    assert settings.discord.token.get_secret_value() == SECRET
    assert settings.discord.token_file == folder / "secret"
    assert settings.matrix
    assert settings.matrix.password
    assert settings.matrix.password.get_secret_value() == SECRET
    assert SECRET not in repr(settings)
    won = read(folder, toml, {"STOA_DISCORD__TOKEN": "the-other", "STOA_MATRIX__TOKEN": "t"}).settings
    assert won.discord
    assert won.discord.token
    assert won.discord.token.get_secret_value() == "the-other"


def test_a_secret_in_the_file_is_told_where_it_belongs(folder: Path) -> None:
    toml = CONSOLE + f'[discord]\nguild = 1\ntoken = "{SECRET}"\n[matrix]\nhomeserver = "https://x"\nuser = "@s:x"\n'
    lines = told(folder, toml + f'password = "{SECRET}"\n')
    assert lines == [
        (
            "stoa.toml: discord.token: a secret does not belong in here: put it into the environment as "
            "STOA_DISCORD__TOKEN, or into a file that discord.token_file names"
        ),
        (
            "stoa.toml: matrix.password: a secret does not belong in here: put it into the environment as "
            "STOA_MATRIX__PASSWORD, or into a file that matrix.password_file names"
        ),
    ]


@pytest.mark.parametrize(
    "toml",
    [
        f'[discord]\nguild = 1\ntokn = "{SECRET}"',
        f'[discord]\nguild = 1\ntoken_file = "{SECRET}"',
        f'[discord]\nguild = "{SECRET * 2}"',
        f'[discord]\nguild = 1\n[discord.token]\nis = "{SECRET}"',
        f'[matrix]\nhomeserver = "https://x"\nuser = "@s:x"\npassword_file = ["{SECRET}"]',
        f'token = "{SECRET}"\n[discord]\nguild = 1',
    ],
)
def test_a_secret_in_the_wrong_place_is_not_repeated(folder: Path, toml: str) -> None:
    assert told(folder, 'community = "here"\n' + toml)


def test_a_secret_that_is_missing_or_cannot_be_read(folder: Path) -> None:
    (folder / "empty").touch()
    matrix = '[matrix]\nhomeserver = "https://x"\nuser = "@s:x"\n'
    lines = told(
        folder, CONSOLE + "[discord]\nguild = 1\n" + matrix + 'password_file = "nowhere"\ntoken_file = "empty"'
    )
    assert lines == [
        (
            f"stoa.toml: matrix.password_file: the file cannot be read (No such file or directory); a relative name is "
            f"taken from {folder}"
        ),
        "stoa.toml: matrix.token_file: the file is empty; it must hold the secret and nothing else",
        (
            "stoa.toml: discord.token: must be given: put it into the environment as STOA_DISCORD__TOKEN, or into a "
            "file that discord.token_file names"
        ),
    ]
    assert "matrix.password: must be given" in told(folder, CONSOLE + matrix)[0]


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    (folder / "here" / "community.toml").write_text(
        'name = "C"\nlanguge = "el"\n[topics]\nmooc = "M"\n[support]\nopens = "nine"\nfrom = "late"\n' + ROOM
    )
    (folder / "here" / "faq.el.yaml").write_text("- {id: a, answer: A, topic: moocs}\n- {id: b, answer: ''}\n")
    (folder / "here" / "events.yaml").write_text(
        "- {id: first, title: T, starts: soon, zone: Europe/Athina, rooms: [helpdsk]}\n"
    )
    (folder / "here" / "institutions.yaml").write_text("- {id: i, department: D, university: U, ambassadors: -1}\n")
    lines = told(
        folder,
        'comunity = "here"\ncommunity = "here"\nlog_level = "loud"\n[discord]\nguild = "main"\n'
        '[matrix]\nhomeserver = "matrix.example.org"\n[helpdesk]\nanswer_from = 62\nsuggest_from = "much"\n'
        '[events]\nreminders = ["soon"]\n[rights]\nfacilitators = '
        '["discord:teacher", "matrix:teacher", "irc:teacher"]\n',
        {
            "STOA_MATRIX__ACCEPT_INVITES": "some",
            "STOA_CONSOLE__ENABLED": "maybe",
            "STOA_ROOMS": "[",
            "STOA_DATABSE": "x",
        },
    )
    assert lines == [
        "environment: STOA_ROOMS: cannot be read as JSON: Expecting value: line 1 column 2 (char 1)",
        "stoa.toml: log_level = 'loud': must be one of: debug, info, warning, error",
        (
            "stoa.toml: rights.facilitators[1] = 'discord:teacher': must be a number, such as discord:1234 for a "
            "person or discord:role:1234 for a role"
        ),
        (
            "stoa.toml: rights.facilitators[2] = 'matrix:teacher': must be an account with its server, such as "
            "matrix:@name:example.org, or a power level: matrix:power:50"
        ),
        "stoa.toml: rights.facilitators[3] = 'irc:teacher': must begin with a platform: discord:, matrix:, console:",
        "environment: STOA_CONSOLE__ENABLED = 'maybe': must be true or false",
        "stoa.toml: discord.guild = 'main': must be a whole number",
        "stoa.toml: matrix.homeserver = 'matrix.example.org': must be an address such as https://matrix.example.org",
        "stoa.toml: matrix.user: must be given",
        "environment: STOA_MATRIX__ACCEPT_INVITES = 'some': must be one of: configured, all, none",
        "stoa.toml: helpdesk.answer_from = 62: must be 1.0 or less",
        "stoa.toml: helpdesk.suggest_from = 'much': must be a number",
        (
            "stoa.toml: events.reminders[1] = 'soon': must be a length of time such as \"01:30:00\" (hours, minutes, "
            'seconds) or "1d"'
        ),
        "stoa.toml: comunity: is not known; did you mean 'community'?",
        "environment: STOA_DATABSE: is not known; did you mean 'database'?",
        "here/community.toml: support.from = 'late': must be a time of day such as \"09:00\"",
        (
            "here/community.toml: support.opens: is not known; "
            "known here: close_days, days, from, holidays, hours, idle_days, off, response_hours, targets, to"
        ),
        "here/community.toml: languge: is not known; did you mean 'language'?",
        "here/faq.el.yaml: [b].answer = '': must not be empty",
        "here/events.yaml: [first].starts = 'soon': must be a date and time such as '2027-01-13 18:00'",
        "here/events.yaml: [first].zone = 'Europe/Athina': must be an IANA time zone such as Europe/Athens",
        "here/institutions.yaml: [i].ambassadors = -1: must be 0 or more",
    ]


def test_what_does_not_fit_together_is_told(folder: Path) -> None:
    (folder / "here" / "faq.yaml").write_text("- {id: a, answer: A, topic: moocs}\n- {id: b, answer: B}\n")
    (folder / "here" / "faq.en.yaml").write_text("- {id: b, answer: B}\n- {id: c, answer: C, topic: mooc}\n")
    (folder / "here" / "events.yaml").write_text(
        "- {id: e, title: T, starts: '2027-01-13 18:00', rooms: [helpdsk, broken, Γενικά]}\n"
    )
    rooms = """
[[rooms]]
name = "helpdesk"
title = "Help"
places = ["console:help", "discord:7", "matrix:#here", "discord:general"]
[[rooms]]
name = "broken"
title = "Broken"
places = ["console:x", "console:dm", "matrix:!r"]
[[rooms]]
name = "one"
title = "One"
places = ["console:one", "discord:1", "discord:2"]
[[rooms]]
name = "one"
title = "Another"
places = ["console:one"]
"""
    assert told(folder, CONSOLE + rooms) == [
        (
            "stoa.toml: rooms[helpdesk].places[3] = 'matrix:#here': must be a room with its server, such as "
            "matrix:!id:example.org or matrix:#help:example.org"
        ),
        "stoa.toml: rooms[helpdesk].places[4] = 'discord:general': must be a channel's number, such as discord:1234",
        (
            "stoa.toml: rooms[broken].places[2] = 'console:dm': must be a name without spaces and slashes, such as "
            "console:helpdesk"
        ),
        (
            "stoa.toml: rooms[broken].places[3] = 'matrix:!r': must be a room with its server, such as "
            "matrix:!id:example.org or matrix:#help:example.org"
        ),
        "stoa.toml: rooms = 'one': two rooms have this name",
        (
            "stoa.toml: rooms[one].places = 'console:one': a place belongs to one room only, and this one stands in "
            "one and in one"
        ),
        (
            "stoa.toml: rooms[one].places = 'discord:1': the settings have no [discord]: add it, or take the place out "
            "(and 1 more like it)"
        ),
        "here/faq.yaml: [a].topic = 'moocs': no topic has this name; did you mean 'mooc'?",
        "here/faq.yaml: [b].id = 'b': stands in faq.en.yaml in the same language (el) too",
        "here/events.yaml: [e].rooms = 'helpdsk': no room has this name; did you mean 'helpdesk'?",
        "here/events.yaml: [e].rooms = 'Γενικά': no room has this name; known here: broken, helpdesk, one",
    ]


def test_room_ids_of_version_12_have_no_server(folder: Path) -> None:
    place = "matrix:!" + "a-B_1" * 8 + "xyz"
    toml = CONSOLE + f'[matrix]\nhomeserver = "https://x/"\nuser = "@s:x"\n{ROOM.replace("console:help", place)}'
    configuration = read(folder, toml, SECRETS)
    assert configuration.rooms[0].places == (place,)
    assert configuration.settings.matrix
    assert configuration.settings.matrix.homeserver == "https://x"


def test_places_on_a_platform_that_is_switched_off_are_left_out(folder: Path) -> None:
    rooms = ROOM.replace('["console:help"]', '["console:help", "discord:7"]')
    rooms += '[[rooms]]\nname = "only"\ntitle = "Only"\nplaces = ["discord:8"]\n'
    configuration = read(folder, CONSOLE + "[discord]\nenabled = false\nguild = 1\n" + rooms)
    assert [(room.name, room.places) for room in configuration.rooms] == [("helpdesk", ("console:help",))]


def test_no_platform_no_room_no_community(folder: Path) -> None:
    assert told(folder, 'community = "etwining"\n') == [
        (
            "stoa.toml: community = 'etwining': there is no etwining/community.toml; name a community's "
            "folder, or one that comes with Stoa: etwinning"
        ),
        "stoa.toml: discord, matrix, console: at least one platform must be given and switched on",
    ]
    assert "stoa.toml: community: must be given" in told(folder, "[console]\nenabled = true\n")
    (folder / "here" / "community.toml").write_text('name = "C"\n')
    assert told(folder, CONSOLE) == ["here/community.toml: rooms: at least one room must be given"]


def test_the_database_needs_a_folder(folder: Path) -> None:
    assert told(folder, 'database = "data/stoa.db"\n' + CONSOLE) == [
        "stoa.toml: database: must be in a folder that is there and can be written, which data is not"
    ]


def test_an_own_folder_goes_before_a_built_in_community(folder: Path) -> None:
    assert built_in_communities() == ("etwinning",)
    shutil.move(folder / "here", folder / "etwinning")
    assert read(folder, CONSOLE.replace("here", "etwinning")).community.name == "A small community"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("stoa.toml", 'community = "here\n', "cannot be read as TOML: Illegal character '\\n' (at line 1, column 18)"),
        ("here/community.toml", 'name = "C"\nzone =\n', "cannot be read as TOML: Invalid value (at line 2, column 7)"),
        ("here/events.yaml", "events: []\n", "must be a list"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(folder: Path, name: str, content: str, sentence: str) -> None:
    written(folder, CONSOLE)
    (folder / name).write_text(content)
    assert told(folder, (folder / "stoa.toml").read_text()) == [f"{name}: (whole file): {sentence}"]


def test_a_file_that_is_not_there_or_not_text(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: \(whole file\): cannot be read: No such file or directory"):
        load(folder / "nowhere.toml", {})
    (folder / "here" / "faq.el.yaml").write_bytes("- {id: α}".encode("iso-8859-7"))
    assert told(folder, CONSOLE) == ["here/faq.el.yaml: (whole file): is not UTF-8 text"]


def test_the_example_is_read(folder: Path) -> None:
    configuration = load(Path(shutil.copy(EXAMPLE, folder / "stoa.toml")), SECRETS)
    assert configuration.settings.discord
    assert configuration.settings.matrix
    assert [room.name for room in configuration.rooms][:2] == ["genika", "helpdesk"]


def test_the_example_shows_every_setting_with_its_default(folder: Path) -> None:
    """With every commented setting switched on nothing is unknown or left out, and defaults are the real ones."""
    toml = re.sub(r"^#(?=\w+ = |\[\w+\.\w+\]|\[\[\w+\]\])", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name in ("discord.token", "matrix.token", "matrix.password"):
        (folder / name).write_text("secret")
    (folder / "stoa-registration.yaml").write_text("as_token: a\nhs_token: h\n")
    settings = read(folder, toml).settings
    assert settings.discord
    assert settings.matrix
    assert settings.calendar
    given = "guild limits events_channel homeserver user url api_base gateway appservice registration"
    examples = {*given.split(), "token", "token_file", "password", "password_file", "as_token", "hs_token"}
    assert settings.matrix.appservice
    assert settings.web
    sections: list[BaseModel] = [
        settings,
        settings.console,
        settings.bridge,
        settings.helpdesk,
        settings.events,
        settings.calendar,
        settings.web,
        settings.discord,
        settings.matrix,
        settings.matrix.appservice,
    ]
    for section in sections:
        assert set(type(section).model_fields) == section.model_fields_set | {"store"} & set(type(section).model_fields)
    for plain in (ConsoleSettings(), BridgeSettings(), HelpdeskSettings(), EventsSettings()):
        assert getattr(settings, type(plain).__name__.removesuffix("Settings").lower()) == plain
    for kind in (DiscordSettings, MatrixSettings, AppServiceSettings):
        section = next(one for one in sections if type(one) is kind)
        for name in set(kind.model_fields) - examples - {"store"}:
            assert getattr(section, name) == kind.model_fields[name].default, name
    for name in ("log_level", "log_format"):
        assert getattr(settings, name) == Settings.model_fields[name].default
