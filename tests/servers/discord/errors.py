"""Discord's error answers (API reference, "JSON Error Codes" and "Error Messages")."""

from __future__ import annotations

from tests.servers.discord.model import Json

_TEXTS = {
    0: "404: Not Found",
    10003: "Unknown Channel",
    10004: "Unknown Guild",
    10007: "Unknown Member",
    10008: "Unknown Message",
    10011: "Unknown Role",
    10013: "Unknown User",
    10014: "Unknown Emoji",
    10015: "Unknown Webhook",
    10062: "Unknown interaction",
    10063: "Unknown application command",
    10070: "Unknown Guild Scheduled Event",
    30003: "Maximum number of pins reached for the channel (250)",
    30007: "Maximum number of webhooks reached (15)",
    30010: "Maximum number of reactions reached (20)",
    30038: "Maximum number of uncompleted guild scheduled events reached (100)",
    40005: "Request entity too large",
    40033: "This message has already been crossposted.",
    40060: "Interaction has already been acknowledged.",
    50001: "Missing Access",
    50005: "Cannot edit a message authored by another user",
    50006: "Cannot send an empty message",
    50007: "Cannot send messages to this user",
    50008: "Cannot send messages in a non-text channel",
    50013: "Missing Permissions",
    50016: "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages.",
    50021: "Cannot execute action on a system message",
    50024: "Cannot execute action on this channel type",
    50027: "Invalid Webhook Token",
    50034: "You can only bulk delete messages that are under 14 days old.",
    50083: "Thread is archived",
    160002: "Cannot reply without permission to read message history",
    160004: "A thread has already been created for this message",
    220001: "Webhooks posted to forum channels must have a thread_name or thread_id",
}


class ApiError(Exception):
    """An answer that refuses a request."""

    def __init__(self, status: int, code: int, message: str | None = None, errors: Json | None = None) -> None:
        """Answer `status` with Discord's `code`; `message` defaults to the documented text."""
        super().__init__(f"{status} {code}")
        self.status = status
        self.body: Json = {"message": message or _TEXTS[code], "code": code}
        if errors is not None:
            self.body["errors"] = errors


def unknown(code: int) -> ApiError:
    """Return the 404 of an unknown thing."""
    return ApiError(404, code)


def invalid_form(field: str, code: str, message: str) -> ApiError:
    """Return 50035 for one field; dots in `field` nest, as in `embeds.0.title`."""
    errors: Json = {"_errors": [{"code": code, "message": message}]}
    for name in reversed(field.split(".")):
        errors = {name: errors}
    return ApiError(400, 50035, "Invalid Form Body", errors)


def check_length(field: str, value: str, most: int, least: int = 0) -> None:
    """Raise 50035 unless the text has between `least` and `most` characters."""
    if len(value) > most and not least:
        raise invalid_form(field, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    if not least <= len(value) <= most:
        raise invalid_form(field, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
