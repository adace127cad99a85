"""``normalizer rules``: the rule book for those who write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from normalizer.cli import DONE, SOMETHING_LOST, WRONG_USE
from normalizer.cli.table import show_details, show_lines, show_rows
from normalizer.cli.terminal import count, quiet_pipe, say

if TYPE_CHECKING:
    from normalizer.rulebook.bench import Bench

#: How the names begin under which code, and not a pattern, takes pieces or mends.
_BY_CODE = ("structure/", "page/", "repair/")
_Rules = Annotated[list[str] | None, typer.Option("--rules", metavar="DIR", help="A folder of more rule packs; may be repeated.")]


def add(app: typer.Typer) -> None:
    """Put the commands into the application."""
    group = typer.Typer(help="The rule book: list, show, test, new.", rich_markup_mode=None, no_args_is_help=False)
    group.command("list", short_help="List rules, phrases, words and agencies.")(list_command)
    group.command("show", short_help="Show all of a rule.")(show_command)
    group.command("test", short_help="Test packs.")(test_command)
    group.command("new", short_help="Begin a pack from three articles.")(new_command)
    app.add_typer(group, name="rules")


def _bench(rules: list[str] | None, pack: str | None = None) -> Bench | None:
    """The opened rule book; None, said why, where a pack cannot be read."""
    from normalizer.rulebook import PackError
    from normalizer.rulebook.bench import open_bench

    try:
        return open_bench([Path(folder) for folder in rules or ()], pack)
    except PackError as error:
        say(str(error))
        return None


def _text(path: str) -> str:
    """A text file. ValueError: it cannot be read; the message says what to try."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror or error}; look at the name") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: is not in UTF-8 (byte {error.start}); convert it first") from error


def _pasted() -> str:
    """Standard input. ValueError: it is not in UTF-8."""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"standard input is not in UTF-8 (byte {error.start}); convert it first") from error


def list_command(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only pieces of this kind; agency, words.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="TAG", help="Only of this language.")] = None,
    pack: Annotated[str | None, typer.Option("--pack", metavar="PACK", help="Only of this file or folder: languages/tr, shapes.")] = None,
    rules: _Rules = None,
) -> int:
    """List rules, tables of phrases, word lists and agencies: id, kind, zone, language, pack, what."""
    from normalizer.rulebook.listing import entries

    bench = _bench(rules)
    if bench is None:
        return WRONG_USE
    found = [
        entry
        for entry in entries(bench.packs)
        if kind in (None, entry.kind)
        and (language is None or language in entry.language.split(","))
        and (pack is None or bench.is_of(entry.pack, pack))
    ]
    show_rows(
        ("id", "kind", "zone", "language", "pack", "what"),
        ((entry.id, entry.kind, entry.zone, entry.language, entry.pack, entry.what) for entry in found),
    )
    if not found:
        say("no rule is so; 'normalizer rules list' without options lists all")
        return SOMETHING_LOST
    return DONE


def show_command(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="A rule, a table of phrases (tr/lines.furniture), an agency (agencies/afp, AFP).")],
    rules: _Rules = None,
) -> int:
    """Show all of a rule: what it is for, its source, zone, literals, pattern, expanded pattern, examples."""
    from normalizer.rulebook.listing import details

    bench = _bench(rules)
    if bench is None:
        return WRONG_USE
    found = details(wanted, bench.packs, bench.book)
    if found is None:
        near = bench.near(wanted)
        if wanted.startswith(_BY_CODE):
            say(f"{wanted!r} is no rule of the book: code of the program finds such pieces, and docs/how-it-works.md says how")
        else:
            say(f"no rule has the id {wanted!r}; {'there is ' + ', '.join(near) if near else 'look for it with: normalizer rules list'}")
        return SOMETHING_LOST
    show_details(found)
    return DONE


def test_command(
    pack: Annotated[
        str | None, typer.Argument(metavar="[PACK]", help="A shipped pack (languages/tr, shapes), a file or a folder. Without: all.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write the packs in their one form.")] = False,
    prose: Annotated[list[str] | None, typer.Option("--prose", metavar="FILE", help="Clean prose of which nothing may be taken.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Also the cost on hostile texts and packs that change nothing; takes minutes for all.")
    ] = False,
    rules: _Rules = None,
) -> int:
    """Test packs: every example both ways, and what is wrong with them as they are written.

    Exit status: 0 nothing wrong; 1 something wrong, or written anew; 2 wrong use.
    """
    bench = _bench(rules, pack)
    if bench is None:
        return WRONG_USE
    if pack is not None and not bench.chosen:
        say(f"no pack {pack!r}; packs are named like languages/tr and shapes/dateline, or by their path")
        return WRONG_USE
    try:
        texts = [(name, _text(name)) for name in prose or ()]
    except ValueError as error:
        say(f"--prose: {error}")
        return WRONG_USE
    with quiet_pipe():
        written = _fixed(bench) if fix else 0
        wrong = [*bench.failures(), *map(str, bench.findings(styled=not fix)), *map(str, bench.prose(texts))]
        wrong += map(str, bench.trials()) if full else ()
        for one in wrong:
            show_lines(one)
    if sys.stderr.isatty() or wrong:
        say(
            f"{count(len(bench.chosen), 'pack')}, {count(len(bench.examples), 'example')}: {count(len(wrong), 'thing') + ' wrong' if wrong else 'nothing wrong'}"
        )
    return SOMETHING_LOST if wrong or written else DONE


def _fixed(bench: Any) -> int:
    """Write every chosen pack in its one form and say which changed; how many did."""
    changed, refused = bench.fix()
    for path in changed:
        show_lines(f"{path}: written anew")
    for reason in refused:
        say(reason)
    return len(changed) + len(refused)


def new_command(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Three articles of the wire, as text. Without: pasted.")
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Of the new pack, in small letters.")] = "new-wire",
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it. Without: standard output.")] = None,
    rules: _Rules = None,
) -> int:
    """Begin a pack from three articles: what they have in common at head and tail, and what the rule book takes of them already."""
    from normalizer.rulebook import PackError
    from normalizer.rulebook.draft import LEAST, draft, pasted

    bench = _bench(rules)
    if bench is None:
        return WRONG_USE
    if not articles and sys.stdin.isatty():
        say(f"paste {LEAST} articles, a line === between two, and end with Ctrl-D")
    try:
        texts = [_text(path) for path in articles] if articles else pasted(_pasted())
    except ValueError as error:
        say(str(error))
        return WRONG_USE
    try:
        made = draft(texts, name, bench.book)
    except (ValueError, PackError) as error:
        say(str(error))
        return WRONG_USE
    if output is None:
        show_lines(made.toml.rstrip("\n"))
    else:
        try:
            with Path(output).open("x", encoding="utf-8") as file:
                file.write(made.toml)
        except OSError as error:
            say(f"cannot write {output}: {error.strerror}; name a file that is not there yet, in a folder that is")
            return WRONG_USE
    for note in made.notes:
        say(note)
    return DONE
