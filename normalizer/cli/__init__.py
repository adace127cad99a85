"""The command line: each module of ``commands`` is one command and one library call. A new command is a new file there."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from normalizer.cli.terminal import say

DONE, SOMETHING_LOST, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
#: New objects between two looks for garbage. Those of the rule book all stay, and looking through them again and again while it is read took up to
#: a fifth of a short command's time.
_OBJECTS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit status.

    0: done; 1: something lost, missing, rejected; 2: wrong use; 130: interrupted. A closed pipe ends quietly.
    """
    from normalizer.cli.app import Stopped, UsageError, build

    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        status = build()(args=list(arguments) if arguments is not None else None, prog_name="normalizer", standalone_mode=False)
    except UsageError as error:
        where = error.ctx.command_path if error.ctx else "normalizer"
        say(f"{error.format_message().strip().rstrip('.')}; '{where} --help' says what there is")
        return WRONG_USE
    except (KeyboardInterrupt, Stopped):
        say("interrupted")
        return INTERRUPTED
    finally:
        gc.set_threshold(*usual)
    return status if isinstance(status, int) else DONE
