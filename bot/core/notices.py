"""What every platform may have to tell the admins' rooms, in the same words for all (see `Host.warn`)."""

from __future__ import annotations

from bot.core.errors import N_

GAP = N_("I could not recover what was written in {room} from {since} to {until}: it was not bridged.")
PUT_OUT = N_("I am no longer in {room}. Nothing is bridged to or from there until I am invited again.")
