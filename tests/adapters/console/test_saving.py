"""Files without an address of their own are saved, so that whoever sits at the terminal can open them."""

from pathlib import Path

from bot.core.delivery import Delivery
from bot.core.files import OWN
from bot.core.ids import RoomRef
from bot.core.text import Attachment, RichText
from storage import made_files, outbox
from storage.database import Database
from tests.adapters.console.stage import play
from tests.fakes import START

HELP = RoomRef("console", "help")


async def owe(database: Database, key: str, *more: Attachment) -> None:
    async with database.transaction() as tx:
        file = await made_files.keep(tx, "list.csv", "text/csv", b"a,b\r\n", START)
        files = (file, *more)
        await outbox.put(tx, Delivery(key, HELP, text=RichText.plain("the list"), attachments=files), START)


async def test_each_file_is_saved_under_a_name_of_its_own(database: Database) -> None:
    seen = Attachment("seen.png", "https://example.org/seen.png", held_by="elsewhere")
    gone = Attachment("gone.csv", f"{OWN}:gone", held_by=OWN)
    await owe(database, "list:1")
    await owe(database, "list:2", seen, gone)
    lines = [line.strip() for line in await play(database, "/quit") if "📎" in line]
    first, second, third, fourth = lines
    assert third == "📎 seen.png https://example.org/seen.png"
    assert fourth == "📎 gone.csv"
    paths = [Path(line.removeprefix("📎 list.csv ")) for line in (first, second)]
    assert [path.name for path in paths] == ["list.csv", "list-2.csv"]
    assert [path.read_bytes() for path in paths] == [b"a,b\r\n"] * 2
    assert paths[0].parent.stat().st_mode & 0o077 == 0, "for nobody else"
    for path in paths:
        path.unlink()
    paths[0].parent.rmdir()
