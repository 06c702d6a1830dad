"""What Stoa remembers: SQL by subject, behind the small `Tx` of `storage.database`."""
