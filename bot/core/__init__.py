"""The words that everyone in Stoa speaks: no I/O and no third-party client."""
