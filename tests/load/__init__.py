"""A live event over the real servers with their limits on: ``python -m tests.load`` prints and writes the table.

Many people write at once on one side; the other side takes only so much. On Discord these are its real limits, enforced
by the loopback server; on Matrix those that Synapse has by default for an ordinary account, which the bot's is here.
"""
