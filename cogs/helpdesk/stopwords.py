"""Words that say little about what is asked, as stems of their keys (see `cogs.helpdesk.key`)."""

from __future__ import annotations

from cogs.helpdesk.key import stem, words


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(sound) for sound in words(text))


STOP_WORDS = _stems(
    """
    ο η το οι τα τον την του της των τους τις στο στη στην στον στους στις στα σε με για απο και κι ή να θα δε δεν μη
    μην που οτι πως αν ως κατα μετα ειναι ειμαι ειμαστε ηταν εχω εχει εχουμε εχουν εχετε μου σου μας σας μια ενα ενας
    εναν καποιο καποια καποιος αυτο αυτη αυτα αυτοι τι ποιο ποια ποιος ποιοι ποιες ποιους ποτε που πως ποσο ποσοι ποσα
    ποσες γιατι μπορω μπορει μπορουμε μπορειτε μπορεις θελω θελουμε πρεπει υπαρχει υπαρχουν κανω κανει κανουμε γινεται
    γινονται ολα ολοι ολο και πιο αλλο αλλα καθε εδω εκει οταν οσο οσοι μηπως λοιπον τελικα ακριβως καπως κατι πες πειτε
    the a an is are was do does did i you we they my our your to of in for on at and or it that this can could how what
    which who where when why be with from me there if
    """
)

ASKING = _stems(
    """
    ποτε που πως ποσο ποσοι ποσα ποσες γιατι ποιος ποιοι ποιες ποιον ποιους μεχρι when where how why who until
    """
)
"""When, where, how much: what tells entries about one thing apart."""

PLEASANTRIES = _stems(
    """
    γεια χαιρετε καλημερα καλησπερα καληνυχτα ευχαριστω ευχαριστουμε παρακαλω συγγνωμη συναδελφοι
    hello hi hey good morning evening afternoon please thanks thank sorry
    """
)

_SAYS_LITTLE, _ASKS = 0.5, 0.75


def telling(term: str) -> float:
    """Return how much of what its rarity promises a stem says, up to 1."""
    if term in ASKING:
        return _ASKS
    return _SAYS_LITTLE if term in STOP_WORDS else 1.0
