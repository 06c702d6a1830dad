"""Proof that the bot loses nothing and doubles nothing: ``python -m tests.chaos`` prints and writes the table.

The bot is a process of its own between a real Synapse and the loopback Discord; it is killed at named points and at
random, its servers go away, its connections break and its disk fills up, while people on both sides talk, change
their minds and take back what they said. In the end each side is compared with what was said on the other. In other
scenarios events are planned, moved and cancelled, people ask to be reminded, and announcements are changed and taken
back: what the bot then says is compared with what it owed.

`bot` is the launcher (a process of its own) with the points at which it may die, `runner` starts and kills it, `proxy`
stands between it and its servers, `clock` puts its time forward, `town` is the community, `talk` what people say,
`tally` the comparison, `agenda` what is planned, `promises` the comparison of that, `scenarios` what goes wrong.
"""
