"""The command line: each module of ``commands`` is one command and one library call. A new command is a new file there."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from normalizer.cli.terminal import hush, quiet_pipe, say

DONE, SOMETHING_LOST, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
#: New objects between two looks for garbage. Those of the rule book all stay, and looking through them again and again while it is read took up to
#: a fifth of a short command's time.
_OBJECTS = 100_000


def command() -> NoReturn:
    """The installed command: run the command line of this process and end it with its exit status.

    The process ends without taking its memory to pieces: freeing the rule book object by object was a sixth of what a short command cost (mypy
    ends in the same way). Files are closed and workers gone by then, since every command closes what it opens.
    """
    # Python has no stream where the caller closed its file (`>&-`); what is said then goes nowhere.
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # what could not be written, ``main`` has said
            stream.flush()
    if "multiprocessing" in sys.modules:  # its semaphores go at an ordinary end only, and Python would warn of them
        sys.exit(status)
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit status.

    0: done; 1: something lost, missing, rejected; 2: wrong use; 130: interrupted. A closed pipe ends quietly.
    """
    from normalizer.cli.app import Stopped, UsageError, build

    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if _empty(arguments):  # an empty path would be the whole working folder, an empty --keep-removed no folder at all
        say("an argument is empty, perhaps a variable that is not set; leave it out, or say what it is to be")
        return WRONG_USE
    status: object = DONE
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        with quiet_pipe():
            status = build(arguments[0] if arguments else "")(args=arguments, prog_name="normalizer", standalone_mode=False)
    except UsageError as error:
        # Of an option that lacks its value it does not know where it is; a command that there is not has said so before.
        where = error.ctx.command_path if error.ctx else f"normalizer {arguments[0]}" if arguments else "normalizer"
        what = error.format_message().strip().rstrip(".")
        name = next((one for one in arguments if one.startswith("-") and os.path.lexists(one)), None)
        if name and "--" not in arguments:
            say(f"{what}; if {name} is a file, put -- before it: {where} -- {name}")
        else:
            say(f"{what}{'' if what.endswith('?') else ';'} '{where} --help' says what there is")
        return WRONG_USE
    except (KeyboardInterrupt, Stopped):
        say("interrupted")
        return INTERRUPTED
    except SystemExit:  # typer's way of saying that nobody reads standard output any more
        hush()
    except OSError as error:
        say(f"cannot write {error.filename or 'to standard output'}: {error.strerror or error}; make room, or name another place")
        if not error.filename:
            hush()
        return SOMETHING_LOST
    finally:
        gc.set_threshold(*usual)
    return status if isinstance(status, int) else DONE


def _empty(arguments: Sequence[str]) -> bool:
    """Whether an argument, or what an option is set to (``--baseline=``), is empty."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "" in arguments or any(one.startswith("--") and one.endswith("=") for one in options)
