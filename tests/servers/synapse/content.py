"""The content of the events that a person sends, as pure functions."""

from typing import Any

Event = dict[str, Any]
"""A room event as the client-server API gives it."""

Content = dict[str, Any]
"""The content of a room event."""


def text_content(
    body: str, formatted: str | None = None, thread: str | None = None, reply_to: str | None = None
) -> Content:
    """Return an `m.room.message` of a text.

    Args:
        body: The plain text.
        formatted: The same as HTML.
        thread: The event id of the root of the thread it belongs to.
        reply_to: The event id of the message it answers, inside or outside a thread.
    """
    html = {"format": "org.matrix.custom.html", "formatted_body": formatted} if formatted is not None else {}
    relation = _relation(thread, reply_to)
    return {"msgtype": "m.text", "body": body, **html, **({"m.relates_to": relation} if relation else {})}


def _relation(thread: str | None, reply_to: str | None) -> Content:
    # Client-server API, "Threading": a threaded message also names a message that it answers, and says
    # whether that is only for clients without threads.
    answered = {"m.in_reply_to": {"event_id": reply_to or thread}}
    if thread:
        return {"rel_type": "m.thread", "event_id": thread, "is_falling_back": reply_to is None, **answered}
    return answered if reply_to else {}


def edit_content(event_id: str, body: str, formatted: str | None = None) -> Content:
    """Return the `m.room.message` that replaces an earlier one (client-server API, "Event replacements")."""
    fallback = text_content(f"* {body}", None if formatted is None else f"* {formatted}")
    relation = {"rel_type": "m.replace", "event_id": event_id}
    return {**fallback, "m.new_content": text_content(body, formatted), "m.relates_to": relation}


def reaction_content(event_id: str, key: str) -> Content:
    """Return the `m.reaction` that annotates a message with a key, mostly an emoji."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event_id, "key": key}}
