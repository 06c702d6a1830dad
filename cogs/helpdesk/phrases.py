"""The phrases by which a question, a problem, thanks and small talk are known.

Greek ones are compared by the sounds of their words (see `cogs.helpdesk.key`), so that they are known without accents
and in Latin letters too. English ones are compared as written, because their sounds would be taken for Greek ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cogs.helpdesk.key import words


def sequence_of(words: Iterable[str]) -> str:
    """Return words parted by one space, with a space on either side, so that a phrase is found whole."""
    return f" {joined} " if (joined := " ".join(words)) else " "


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to be looked for. `telling` has the longest word of each: without one of them none need be looked for."""

    sequences: tuple[str, ...]
    telling: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Phrases:
        """Read phrases that commas part."""
        phrases = [words(phrase) for phrase in text.split(",")]
        return cls(tuple(map(sequence_of, phrases)), frozenset(max(phrase, key=len) for phrase in phrases))

    def __add__(self, other: Phrases) -> Phrases:
        return Phrases(self.sequences + other.sequences, self.telling | other.telling)

    def may_be_among(self, words: Iterable[str]) -> bool:
        """Tell whether it is worth looking for the phrases in what has these words."""
        return not self.telling.isdisjoint(words)

    def are_in(self, sequence: str) -> bool:
        """Tell whether one of the phrases is in a sequence of words."""
        return any(map(sequence.__contains__, self.sequences))

    def begin(self, sequence: str) -> bool:
        """Tell whether a sequence of words begins with one of the phrases."""
        return sequence.startswith(self.sequences)


THANKS = Phrases.of(
    """
    ευχαριστω, ευχαριστουμε, ευχαριστησω, σας ευχαριστω, σε ευχαριστω, σας ευχαριστουμε, να στε καλα, να ειστε καλα,
    μερσι, thanks, thank you, thank u, thx
    """
)
COURTESY = THANKS + Phrases.of(
    """
    καλημερα σας, καλησπερα σας, γεια σας, χαιρετε, καλημερα, καλησπερα, καληνυχτα, γεια σου, γεια, χαιρετω,
    καλως σας βρηκα, σε ολους, σε ολες, και σε ολες, ολους, ολες, αγαπητοι, συναδελφοι, συναδελφε, παιδια, παρακαλω,
    συγγνωμη, πολυ, καλη συνεχεια, καλο σαββατοκυριακο, καλη εβδομαδα, hello, hi, hey, good morning, good evening,
    good afternoon, everyone, everybody, all, please, sorry, so much, very much, a lot, again
    """
)
SMALL_TALK = frozenset(
    Phrases.of(
        """
        τι κανετε, τι κανεις, πως ειστε, πως εισαι, ολα καλα, τι νεα, καλα ειστε, σοβαρα, αληθεια, ετσι, οκ, ενταξει,
        τελεια, ωραια, μαλιστα, ναι, οχι, μπραβο, τι καλα, τι ωραια, κανενα προβλημα, οχι δεν πειραζει, δεν πειραζει
        """
    ).sequences
)
OPENING = Phrases.of(
    """
    τι, ποιος, ποια, ποιο, ποιοι, ποιες, ποιους, ποιον, πως, που, ποτε, ποσο, ποσος, ποση, ποσοι, ποσες, ποσα, γιατι,
    μηπως, υπαρχει, υπαρχουν, εχετε, εχει, μπορω, μπορει, μπορουμε, μπορειτε, γινεται, επιτρεπεται, πρεπει,
    χρειαζεται, σε ποιον, σε ποιους, απο που, απο ποτε, απο ποιο, με ποιον, για ποιο, για ποια, μεχρι ποτε, και πως,
    και που, και τι, και ποτε
    """
)
ASKING = Phrases.of(
    """
    θα ηθελα να, ηθελα να ρωτησω, να ρωτησω, εχω μια ερωτηση, εχω ερωτηση, εχω μια απορια, εχω απορια, μια ερωτηση,
    μια απορια, ξερει κανεις, ξερει καποιος, γνωριζει κανεις, γνωριζει καποιος, μπορει καποιος, μπορειτε να,
    μπορεις να, θελω να, ψαχνω, δεν ξερω πως, δεν ξερω που, δεν ξερω τι, δεν ξερω αν, δεν καταλαβαινω, πειτε μου,
    πες μου, εξηγησει, τι ειναι, με τι, σε τι, σε ποιο, σε ποια, με ποιο, με ποια, απο ποιον, ποσοι, ποσες, ποσα,
    ποσο κανει, ποσο διαρκει, χρειαζομαι, που θα βρω, που βρισκεται
    """
)
PROBLEMS = Phrases.of(
    """
    δεν ανοιγει, δεν ανοιγουν, δεν λειτουργει, δεν λειτουργουν, δεν δουλευει, δεν δουλευουν, δεν μπορω, δεν μπορουμε,
    δεν βρισκω, δεν φαινεται, δεν φαινονται, δεν εμφανιζεται, δεν φορτωνει, δεν αφηνει, δεν μπαινει, δεν μπαινω,
    δεν ακουγεται, δεν ακουω, δεν βλεπω, δεν ηρθε, δεν εχει ερθει, δεν ελαβα, δεν εχω λαβει, δεν καταχωρηθηκε,
    δεν αποθηκευεται, δεν συνδεεται, δεν παιζει, προβλημα, προβληματα, βοηθεια, βοηθηστε, βοηθησει, σφαλμα, κολλησε,
    κολλαει, ξεχασα, εχασα, χασα, πεταει εξω, πεταξε εξω, λαθος, δεν λυθηκε, δεν εφτιαξε, δεν διορθωθηκε, δεν αλλαξε,
    δεν καταφερα, δεν βρηκα
    """
)
"""To be looked for in what `problems_told` returns."""
STILL = Phrases.of(
    """
    αλλα, ομως, ωστοσο, δυστυχως, παραμενει, συνεχιζει, συνεχιζεται, τα ιδια, το ιδιο προβλημα, ουτε ετσι, ακομη τιποτα,
    ακομα τιποτα
    """
)
"""By it thanks go on: it is not over."""
SOLVED = Phrases.of(
    """
    λυθηκε, το βρηκα, την βρηκα, τον βρηκα, τα καταφερα, εφτιαξε, ολα ενταξει, ολα οκ, κανενα προβλημα,
    ευχαριστω για τη βοηθεια, ευχαριστω πολυ για τη βοηθεια, ευχαριστουμε για τη βοηθεια,
    ευχαριστω για την βοηθεια, ευχαριστω πολυ για την βοηθεια, σας ευχαριστω για τη βοηθεια
    """
)

CALLS = frozenset(
    Phrases.of(
        """
        ειναι κανεις εδω, ειναι καποιος εδω, με ακουει κανεις, με ακουτε, ακουει κανεις, τεστ, test, δοκιμη,
        ποιος εισαι, ποιος ειστε, τι εισαι, εισαι ανθρωπος, εισαι ρομποτ, εισαι bot, τι μπορεις να κανεις,
        πως λειτουργεις, πως δουλευεις, τι κανεις εσυ
        """
    ).sequences
)
"""What is said to find out who is there."""
CALLING = frozenset(
    words(
        "ερωτηση ερωτησεις απορια αποριες ρωτησω ρωταω ρωτησουμε βοηθεια βοηθησετε βοηθησεις βοηθησει βοηθηστε βοηθατε"
        " προβλημα"
    )
)
"""Words with which people say that they have a question, but not yet which one."""
AROUND_CALLING = CALLING | frozenset(
    words(
        "εχω εχουμε μια ενα καποια καποιες κατι ακομη ακομα θα ηθελα ηθελαμε θελω θελουμε να σας σε μου με μας μπορω"
        " μπορουμε μπορειτε μπορεις μπορει μηπως λιγο λιγη γρηγορη μικρη συντομη χρειαζομαι χρειαζομαστε ζητω ζηταω για"
        " τη την σου κανω κανεις καποιος εδω υπαρχει και εγω τωρα αμεσα"
    )
)

ENGLISH_CALLS = re.compile(
    r" (?:(?:hello|hi|hey|good|morning|evening|afternoon|everyone|all|there|please|so|sorry) )*"
    r"(?:(?:i have|i've|i've got|i got|just) (?:a|one|some|another) (?:quick |small |short )?"
    r"(?:question|questions|problem)|"
    r"(?:i need |i want |please )?(?:some )?help(?: me| needed)?|i need (?:some|your|a little) help|"
    r"(?:can|could|may|might) i ask(?: you)?(?: something| a question| one question)?|"
    r"(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody)(?: please)? help(?: me| us)?|"
    r"(?:is )?(?:anyone|anybody|someone|somebody) (?:here|there)|who are you|what are you|what can you do|"
    r"are you (?:a )?(?:human|person|bot|robot)|how do you work)(?: please| with something)? "
)
ENGLISH_SMALL_TALK = re.compile(
    r" (?:how are you|what's up|whats up|ok|okay|really|right|great|nice|perfect|yes|no|no problem|never mind) "
)
ENGLISH_OPENING = re.compile(
    r" (?!what an? )(?:(?:hello|hi|hey|good|morning|evening|afternoon|everyone|all|please|so|and|but) )*"
    r"(?:how|what|whats|what's|when|where|who|why|which|can|could|may|is|are|do|does|did|will|would|should|has|have)"
    r" (?:i|we|you|it|he|she|they|there|the|a|an|my|our|your|any|anyone|anybody|someone|somebody|this|that|these|is|"
    r"are|do|does|did|can|to|many|much|long|often|will|would|should|not|\w+ (?:is|are|do|does|can)|\w+ing|\w+s) "
)
ENGLISH_ASKING = re.compile(r" (?:what's the|whats the|what is the|how do i|how can i|where is the|where can i) ")
_FAILS = (
    r"(?:can't|cant|cannot|unable|(?:not|isn't|isnt|hasn't) (?:been )?(?:solved|fixed)|(?:does not|doesn't|doesnt|not|"
    r"won't|wont|don't|dont) (?:work|working|open|opening|load|loading|see|find|let|have access))"
)
ENGLISH_PROBLEMS = re.compile(rf" (?:problem|problems|wrong|error|help|stuck|broken|issue|{_FAILS}) ")
ENGLISH_STILL = re.compile(rf" (?:but|however|unfortunately|still|same problem|nothing changed|{_FAILS}) ")
ENGLISH_SOLVED = re.compile(
    r" (?:no problem|(?<!not )(?<!n't )(?:solved|fixed)|found it|works now|thanks? (?:you )?(?:\w+ ){0,3}help) "
)

_LONGEST_FIRST = sorted((phrase.strip() for phrase in COURTESY.sequences), key=len, reverse=True)
_COURTEOUS = re.compile(f"(?: (?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?= ))+")

_NOT = re.compile(r" den?(?: (?:mu|m|me|mas|su|s|se|sas|tu|tis|tus|to|ton|ti|tin|ta)(?= ))*(?= )")


def problems_told(sequence: str) -> str:
    """Return a sequence of words that says what does not work as `PROBLEMS` do: «δε μου ανοίγει» as «δεν ανοίγει»."""
    return _NOT.sub(" den", sequence)


_DENIED = re.compile(r" den [^ ]+(?= )")


def is_solved(sequence: str) -> bool:
    """Tell whether a sequence of words says that all is well now; «δεν λύθηκε» does not."""
    return SOLVED.are_in(_DENIED.sub("", problems_told(sequence)))


def goes_on(sequence: str) -> bool:
    """Tell whether a sequence of words with thanks in it says that something still does not work."""
    told = problems_told(sequence)
    return STILL.are_in(told) or any(each in told for each in PROBLEMS.sequences if each.startswith(" den "))


def without_courtesy(sequence: str) -> str:
    """Return a sequence of words without greetings and courtesy."""
    return _COURTEOUS.sub("", sequence)


def without_courtesy_around(sequence: str) -> str:
    """Return a sequence of words without the greetings and the courtesy that it begins and ends with."""
    while COURTESY.begin(sequence):
        found = next(filter(sequence.startswith, COURTESY.sequences))
        sequence = sequence[len(found) - 1 :]
    while sequence.endswith(COURTESY.sequences):
        found = next(filter(sequence.endswith, COURTESY.sequences))
        sequence = sequence[: 1 - len(found)]
    return sequence
