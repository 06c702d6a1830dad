"""Polls: people vote and take votes back, and polls end (API reference, "Poll Resource")."""

from __future__ import annotations

from tests.servers.discord.draft import Draft
from tests.servers.discord.model import Json, Message, Poll, User
from tests.servers.discord.posting import announce_update, create_message, place, pointer
from tests.servers.discord.world import World

_POLL_RESULT = 46


def vote(world: World, message: Message, voter: User, answer: int) -> None:
    """Let a person vote for an answer (numbers from 1); where one is allowed only, the former one is taken back.

    Raises ValueError for a poll that has ended, LookupError for what is no poll or no answer.
    """
    poll = _open(message, answer)
    if not poll.multiple:
        for other in [number for number, voters in poll.votes.items() if voter.id in voters and number != answer]:
            unvote(world, message, voter, other)
    voters = poll.votes.setdefault(answer, [])
    if voter.id not in voters:
        voters.append(voter.id)
        _announce(world, "MESSAGE_POLL_VOTE_ADD", message, voter, answer)


def unvote(world: World, message: Message, voter: User, answer: int) -> None:
    """Let a person take a vote back; raises as `vote` does."""
    _open(message, answer).votes[answer].remove(voter.id)
    _announce(world, "MESSAGE_POLL_VOTE_REMOVE", message, voter, answer)


def end_poll(world: World, message: Message) -> None:
    """End a poll: its message says so, and another one by its author tells the result."""
    poll = _open(message, 1)
    poll.ended = True
    announce_update(world, message)
    fields = {"poll_question_text": poll.question, "total_votes": str(sum(map(len, poll.votes.values())))}
    embed: Json = {
        "type": "poll_result",
        "fields": [{"name": n, "value": v, "inline": False} for n, v in fields.items()],
    }
    draft = Draft(embeds=[embed], reference=pointer(message))
    create_message(world, message.channel, message.author, draft, kind=_POLL_RESULT)


def _open(message: Message, answer: int) -> Poll:
    poll = message.poll
    if poll is None or not 1 <= answer <= len(poll.answers):
        raise LookupError(f"no poll with an answer {answer}")
    if poll.ended:
        raise ValueError("the poll has ended")
    return poll


def _announce(world: World, name: str, message: Message, voter: User, answer: int) -> None:
    data = {**place(message.channel), "user_id": str(voter.id), "message_id": str(message.id), "answer_id": answer}
    world.emit(name, data, channel=message.channel)
