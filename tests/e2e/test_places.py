"""A room is added by command on both real servers, talks at once, and is taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.e2e.community import Community, community, has
from tests.servers.synapse import SynapseServer


@dataclass
class Coordinator:
    """Gives commands in the admins' Matrix room, and reads the private answers."""

    town: Community
    private: str = ""

    async def says(self, line: str, *words: str) -> None:
        """Give a command, and wait for the answer that has all the words."""
        await self.town.owner.send(self.town.matrix["diacheirisi"], f"!stoa {line}")
        if not self.private:
            self.private = await self.town.owner.wait_for_invite()
            await self.town.owner.join(self.private)
        await self.town.owner.wait_for(self.private, lambda event: has(str(event["content"].get("body", "")), words))


async def test_a_room_is_added_on_both_sides_and_taken_out_again(synapse: SynapseServer, tmp_path: Path) -> None:
    async with community(synapse, tmp_path, "places") as town:
        channel = town.guild.add_text_channel("kafeneio")
        room = town.matrix["kafeneio"] = await town.owner.create_room("kafeneio", invite=[town.bot.user_id])
        town.channels["kafeneio"] = channel
        coordinator = Coordinator(town)
        async with town.running():
            await coordinator.says(f"bridge add kafeneio discord:{channel.id} Καφενείο", "Η νέα αίθουσα")
            await coordinator.says(f"bridge add kafeneio {room}", "από τώρα και στο")
            await town.discord.post(channel, town.teacher, "καλησπέρα")
            await town.on_matrix("kafeneio", "καλησπέρα")
            await town.owner.send(room, "καλώς ορίσατε")
            await town.on_discord("kafeneio", "καλώς ορίσατε")
        await town.discord.post(channel, town.teacher, "όσο λείπατε")
        async with town.running():
            await town.on_matrix("kafeneio", "όσο λείπατε")
            await coordinator.says(f"bridge remove discord:{channel.id}", "Τίποτε δεν πηγαίνει πια")
            await town.owner.send(room, "ακούγομαι;")
            await town.owner.send(town.matrix["genika"], "μετά")
            await town.on_discord("genika", "μετά")
        assert town.count_on_discord("kafeneio", "ακούγομαι;") == 0
