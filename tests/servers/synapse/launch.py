"""Run Synapse for as long as the process that started it lives.

Standard input is a pipe whose other end only the tests hold. The system closes it however they end, SIGKILL
included, and unlike `PR_SET_PDEATHSIG` it does not depend on the thread that started this process.
"""

import os
import runpy
import threading

END_OF_PARENT = 75


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(END_OF_PARENT)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("synapse.app.homeserver", run_name="__main__", alter_sys=True)
