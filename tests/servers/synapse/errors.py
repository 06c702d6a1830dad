"""What can go wrong with the test homeserver.

::

    SynapseError
    ├── SynapseMissing      Synapse is not installed in this interpreter
    ├── SynapseNotReady     it did not come up; carries the end of its log
    ├── MatrixRefused       the homeserver answered a request with an error
    └── WaitedInVain        nothing that was waited for came
"""


class SynapseError(Exception):
    """Anything that goes wrong with the test homeserver."""


class SynapseMissing(SynapseError):
    """Synapse is not installed in the interpreter that runs the tests."""


class SynapseNotReady(SynapseError):
    """Synapse ended, or stayed silent, instead of answering its first request."""


class WaitedInVain(SynapseError):
    """No event that was waited for came in time."""


class MatrixRefused(SynapseError):
    """The homeserver answered with an error (client-server API, "Standard error response").

    Attributes:
        status: The HTTP status.
        errcode: The Matrix error code, such as `M_FORBIDDEN`; empty when the answer named none.
        retry_after: Seconds to wait before trying again, when the answer said so (`M_LIMIT_EXCEEDED`).
    """

    def __init__(self, status: int, answer: object) -> None:
        """Take the status and the decoded JSON body of the refusal."""
        body = answer if isinstance(answer, dict) else {}
        self.status = status
        self.errcode = str(body.get("errcode", ""))
        milliseconds = body.get("retry_after_ms")
        self.retry_after = milliseconds / 1000 if isinstance(milliseconds, int | float) else None
        super().__init__(f"{status} {self.errcode}: {body.get('error', 'no reason given')}")
