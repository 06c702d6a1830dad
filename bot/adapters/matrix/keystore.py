"""Where nio keeps the keys of the encrypted rooms."""

from __future__ import annotations

from collections.abc import Mapping

from nio.crypto import DeviceStore, OlmAccount, OlmDevice
from nio.crypto.sessions import Session
from nio.store import MatrixStore

_WRITTEN = "%Y-%m-%d %H:%M:%S.%f"
"""How nio writes moments."""


class Devices(DeviceStore):  # type: ignore[misc]  # nio.crypto says nothing of its types
    """nio's devices, found by their names where nio looks through all of them."""

    def add(self, device: OlmDevice) -> bool:
        """Add a device unless it is there; tell whether it was added."""
        return self[device.user_id].setdefault(device.id, device) is device


class KeyStore(MatrixStore):  # type: ignore[misc]  # nio.store says nothing of its types
    """nio's store, in the same tables, without some of its cost; what devices are trusted is kept elsewhere (`Trust`).

    What is written for every device of a room goes to SQLite directly: through nio's object mapper a room of 500
    devices stops everything else for seconds.
    """

    def save_encrypted_rooms(self, rooms: set[str]) -> None:
        """Keep which rooms are encrypted; nio calls this at every sync, nearly always with no room at all.

        That empty transaction was a quarter of what the bot did for a message.
        """
        if rooms:
            super().save_encrypted_rooms(rooms)

    def save_account(self, account: OlmAccount) -> None:
        """Keep our identity and one-time keys."""
        self.database.execute_sql(
            "INSERT INTO accounts (user_id, device_id, shared, account) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (user_id, device_id) DO UPDATE SET shared = excluded.shared, account = excluded.account",
            (self.user_id, self.device_id, account.shared, account.pickle(self.pickle_key)),
        )

    def save_session(self, curve_key: str, session: Session) -> None:
        """Keep a conversation with a device, given the device's Curve25519 key."""
        self.database.execute_sql(
            "INSERT INTO olmsessions (account_id, sender_key, session, session_id, creation_time, last_usage_date)"
            " SELECT id, ?, ?, ?, ?, ? FROM accounts WHERE user_id = ? AND device_id = ?"
            " ON CONFLICT (session_id) DO UPDATE SET session = excluded.session,"
            " last_usage_date = excluded.last_usage_date",
            (
                curve_key,
                session.pickle(self.pickle_key),
                session.id,
                session.creation_time.strftime(_WRITTEN),
                session.use_time.strftime(_WRITTEN),
                self.user_id,
                self.device_id,
            ),
        )

    def save_device_keys(self, device_keys: Mapping[str, Mapping[str, OlmDevice]]) -> None:
        """Keep the devices of people, by user id and device id."""
        devices = [device for some in device_keys.values() for device in some.values()]
        mine = (self.user_id, self.device_id)
        with self.database.atomic():
            connection = self.database.connection()
            connection.executemany(
                "INSERT INTO devicekeys (account_id, user_id, device_id, display_name, deleted)"
                " SELECT id, ?, ?, ?, ? FROM accounts WHERE user_id = ? AND device_id = ?"
                " ON CONFLICT (account_id, user_id, device_id)"
                " DO UPDATE SET deleted = excluded.deleted, display_name = excluded.display_name",
                [(one.user_id, one.id, one.display_name or "", one.deleted, *mine) for one in devices],
            )
            connection.executemany(
                "REPLACE INTO keys (key_type, key, device_id)"
                " SELECT ?, ?, d.id FROM devicekeys AS d JOIN accounts AS a ON a.id = d.account_id"
                " WHERE d.user_id = ? AND d.device_id = ? AND a.user_id = ? AND a.device_id = ?",
                [(kind, key, one.user_id, one.id, *mine) for one in devices for kind, key in one.keys.items()],
            )

    def load_device_keys(self) -> DeviceStore:
        """Return the devices of people."""
        rows = self.database.execute_sql(
            "SELECT d.user_id, d.device_id, d.display_name, d.deleted, k.key_type, k.key"
            " FROM devicekeys AS d JOIN accounts AS a ON a.id = d.account_id JOIN keys AS k ON k.device_id = d.id"
            " WHERE a.user_id = ? AND a.device_id = ?",
            (self.user_id, self.device_id),
        )
        store = Devices()
        for user, device, name, deleted, kind, key in rows:
            store.add(OlmDevice(user, device, {}, display_name=name, deleted=bool(deleted)))
            store[user][device].keys[kind] = key
        return store
