"""The reference of the library: public names with their signatures, fields and docstrings, read off the modules themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from generators import schema
from generators.markup import Page, fence, heading, inert, link, table

_INDEX = "reference/library/index.md"


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the reference: its file and title, what it is for, and the modules whose public names it shows."""

    name: str
    title: str
    what: str
    modules: tuple[str, ...]


PARTS = (
    Part("normalizer", "normalizer", "The front door: one import, all that most programs need.", ("normalizer",)),
    Part("article", "The article and its parts", "What comes back, and the shapes it is made of.", ("normalizer.article",)),
    Part("corpus", "Runs over many files", "What `normalizer run` calls.", ("normalizer.corpus",)),
    Part("check", "The linter", "What `normalizer check`, `fix` and `config` call.", ("normalizer.hook.check", "normalizer.hook.fix", "normalizer.hook.diagnose", "normalizer.hook.codes", "normalizer.config")),
    Part("rulebook", "The rule book", "Rules, loaded and ready to find; for those who build on them.", ("normalizer.rulebook", "normalizer.rulebook.bench", "normalizer.rulebook.listing", "normalizer.rulebook.author")),
    Part("stages", "The stages", "What an article walks through, each a function that takes what the one before it made.", (
        "normalizer.decode", "normalizer.extract", "normalizer.repair", "normalizer.layout", "normalizer.match", "normalizer.cut", "normalizer.language", "normalizer.write",
    )),
    Part("canonical", "Canonical JSON and the schema", "RFC 8785 and the schema of an article.", ("normalizer.canonical", "normalizer.schema")),
)  # fmt: skip


def pages() -> Iterator[Page]:
    """The list of the parts, and a page of each."""
    rows = ((link(part.title, _INDEX, _path(part)), part.what, ", ".join(f"`{name}`" for name in part.modules)) for part in PARTS)
    text = (
        "# Library\n\nThe package is typed, has no global state and sets up no logging. What stands on the first page, the article and its parts "
        f"is what callers may rely on; the rest is for those who build on the house.\n\n{table(('part', '', 'modules'), rows)}\n"
    )
    yield Page(_INDEX, "Library", text)
    for part in PARTS:
        sections = [f"# {part.title}", part.what]
        for name in part.modules:
            module = import_module(name)
            if len(part.modules) > 1:
                sections.append(heading(2, f"`{name}`", f"module-{name}"))
            sections += [
                _words(_summary(module)),
                *(piece for public in public_names(module) for piece in _thing(getattr(module, public), public, name)),
            ]
        yield Page(_path(part), part.title, "\n\n".join(section for section in sections if section) + "\n")


def _path(part: Part) -> str:
    return f"reference/library/{part.name}.md"


def public_names(module: ModuleType) -> list[str]:
    """The names of a module for others: those of ``__all__``, else its classes and functions that begin with no underscore."""
    listed = getattr(module, "__all__", None)
    if listed is not None:
        return list(listed)
    made = vars(module).items()
    return [
        name
        for name, one in made
        if not name.startswith("_") and callable(one) and getattr(one, "__module__", "") == module.__name__ and hasattr(one, "__name__")
    ]


def _summary(module: ModuleType) -> str:
    """What a module says of itself, without the doctest."""
    return (inspect.getdoc(module) or "").partition(">>>")[0]


def _thing(one: Any, name: str, home: str) -> Iterator[str]:
    yield heading(3, f"`{name}`", f"{home}.{name}")
    if inspect.isclass(one):
        yield from _class(one, name)
    elif callable(one):
        yield fence(f"{name}{_signature(one)}", "python")
        yield _words(inspect.getdoc(one))


def _class(one: type, name: str) -> Iterator[str]:
    said = inspect.getdoc(one) if one.__doc__ and not one.__doc__.startswith(f"{name}(") else None
    yield _words(said)
    if is_dataclass(one):
        told = schema.told(one.__name__, [field.name for field in fields(one)]) | _field_comments(one)
        shown = [field for field in fields(one) if not field.name.startswith("_")]
        yield table(("field", "type", "default", ""), ((f"`{f.name}`", f"`{f.type}`", _default(f), _words(told.get(f.name)) or " ") for f in shown))
    elif "__init__" in vars(one):
        yield fence(f"{name}{_signature(vars(one)['__init__'], bound=True)}", "python")
    for key, value in vars(one).items():
        if key.startswith("_"):
            continue
        if isinstance(value, property):
            yield heading(4, f"`{name}.{key}`", f"{one.__module__}.{name}.{key}")
            yield _words(inspect.getdoc(value))
        elif inspect.isfunction(value) or isinstance(value, classmethod | staticmethod):
            function = value if inspect.isfunction(value) else value.__func__
            yield heading(4, f"`{name}.{key}`", f"{one.__module__}.{name}.{key}")
            yield fence(f"{name}.{key}{_signature(function, bound=not isinstance(value, staticmethod))}", "python")
            yield _words(inspect.getdoc(function))


class _Bare:
    """An annotation as it is written, without quotation marks."""

    def __init__(self, words: object) -> None:
        self.words = words if isinstance(words, str) else inspect.formatannotation(words)

    def __repr__(self) -> str:
        return self.words


def _signature(function: Any, bound: bool = False) -> str:
    """Parameters and result as written; a line each where they are many."""
    signature = inspect.signature(function)
    given = list(signature.parameters.values())[1 if bound else 0 :]
    shown = [one.replace(annotation=_Bare(one.annotation)) if one.annotation is not one.empty else one for one in given]
    result = signature.return_annotation
    words = str(signature.replace(parameters=shown, return_annotation=_Bare(result) if result is not signature.empty else result))
    if len(words) <= 90:
        return words
    lines, starred = [], False
    for one in shown:
        if one.kind is one.KEYWORD_ONLY and not starred:
            lines.append("    *,\n")
        starred = starred or one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        lines.append(f"    {one},\n")
    return f"(\n{''.join(lines)})" + (f" -> {_Bare(result)}" if result is not signature.empty else "")


def _default(field: Any) -> str:
    if field.default is not MISSING:
        return f"`{field.default!r}`"
    return f"`{field.default_factory()!r}`" if field.default_factory is not MISSING else " "


def _field_comments(one: type) -> dict[str, str]:
    """The ``#:`` comments above the fields of a class."""
    found: dict[str, str] = {}
    said: list[str] = []
    for line in inspect.getsource(one).splitlines():
        if line.strip().startswith("#:"):
            said.append(line.strip()[2:].strip())
            continue
        if said and (name := re.match(r"\s+(\w+):", line)):
            found[name[1]] = " ".join(said)
        said = []
    return found


def _words(said: str | None) -> str:
    """A docstring as Markdown: its paragraphs, ``code`` and :class:`names`."""
    text = re.sub(r":(?:class|func|meth|mod|data|attr):`~?([^`]+)`", r"``\1``", said or "")
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs if paragraph)


def _paragraph(paragraph: str) -> str:
    lines = paragraph.splitlines()
    entries = [re.match(r"``([^`]+)``(,?)\s\s+(.*)", line) for line in lines]
    if len(lines) > 1 and all(entries):  # a list of words and what they mean, as docstrings write it
        return table(("", ""), ((f"`{entry[1]}`", _inline(entry[3])) for entry in entries if entry))
    return _inline(" ".join(lines))


def _inline(words: str) -> str:
    parts = re.split(r"``(.+?)``", words)
    return "".join(f"`{part}`" if number % 2 else inert(part) for number, part in enumerate(parts))
