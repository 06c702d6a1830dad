"""What the bot says at the moment: waited for at the end, and known to whoever waits for news."""

from __future__ import annotations

import asyncio

from bot.adapters.matrix.speaking import Speaking


def test_it_is_known_once_that_something_was_said() -> None:
    speaking = Speaking()
    assert not speaking.lately()
    with speaking.one():
        pass
    assert speaking.lately()
    assert not speaking.lately()


async def test_the_end_waits_for_all_that_is_on_its_way() -> None:
    speaking, gate = Speaking(), asyncio.Event()

    async def say() -> None:
        with speaking.one():
            await gate.wait()

    said = [asyncio.create_task(say()) for _ in range(2)]
    await asyncio.sleep(0)
    ended = asyncio.create_task(speaking.finish())
    await asyncio.sleep(0)
    assert not ended.done()
    gate.set()
    await asyncio.gather(*said, ended)


async def test_the_end_of_silence_is_at_once() -> None:
    await Speaking().finish()
