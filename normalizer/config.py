"""What a repository of articles sets for ``check`` and ``fix``: ``normalizer.toml``, or ``[tool.normalizer]`` in ``pyproject.toml``.

The file is looked for from the working folder upwards, to the root of the git repository and no further; the nearest holds, alone.
It belongs to whoever sends the data, so it is no more trusted than the data: its rule folders stay inside its own folder, its baseline too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalizer import formats
from normalizer.settings import Settings

NAME = "normalizer.toml"
PROJECT = "pyproject.toml"
#: The formats that files may have, by their names; those looked at in folders where none are set: what ``fix`` can write.
FORMATS = tuple(format.name for format in formats.FORMATS)
WRITTEN = ("text", "json", "jsonl")
DEFAULT = "default"
#: A language as articles have it (BCP 47): the language, and perhaps its script. No article says of which country its language is.
_TAG = re.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?")


class ConfigError(ValueError):
    """A settings file that says what it may not; the message names the file, the key and what is right."""


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for a run of ``check`` or ``fix``. ``where`` says for each key that a file sets which file."""

    #: Codes, families of them (``DAT``), ``default`` or ``all``.
    select: tuple[str, ...] = (DEFAULT,)
    #: Codes or families that are not looked for although selected.
    ignore: tuple[str, ...] = ()
    #: Keys of a record that may hold the text, the first present wins.
    text_keys: tuple[str, ...] = Settings().text_keys
    #: Languages (BCP 47) that articles here are in; empty: any.
    languages: tuple[str, ...] = ()
    #: Folders with more rule packs, inside the folder of the settings file.
    rules: tuple[str, ...] = ()
    #: Paths that are no articles; a pattern without a slash is a name in any folder.
    exclude: tuple[str, ...] = ()
    #: Which kinds of files are looked at.
    formats: tuple[str, ...] = WRITTEN
    #: A file of findings that are known.
    baseline: str | None = None
    #: Patterns of paths with what is different there; later ones win.
    per_path: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    #: The folder that paths are relative to: that of the settings file, or the working folder.
    folder: Path = field(default_factory=Path.cwd)
    where: Mapping[str, str] = field(default_factory=dict)

    def at(self, path: str) -> Config:
        """What holds for one path, relative to :attr:`folder` with ``/``."""
        found = self
        for pattern, changed in self.per_path:
            if _pattern(pattern).fullmatch(path):
                found = replace(found, **changed)
        return found

    def excludes(self, path: str) -> bool:
        """Whether a path is no article here."""
        return any(_pattern(pattern).fullmatch(path) for pattern in self.exclude)

    def settings(self, *, language: bool) -> Settings:
        """The pipeline's settings. ``language``: whether anything asks for the language."""
        return Settings(language=language, fragments=language, rules=self.rules, text_keys=self.text_keys)


#: Keys as they are written in the file; ``per-path`` is a table of patterns, each with some of the second row.
KEYS = tuple(f.name.replace("_", "-") for f in fields(Config) if f.name not in ("folder", "where"))
PER_PATH = ("select", "ignore", "text-keys", "languages")


def find(start: Path | None = None) -> Config:
    """The settings that hold in a folder (the working folder). ConfigError: the file cannot be read or says what it may not."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        for name in (NAME, PROJECT):
            path = folder / name
            if path.is_file() and (table := _table(path)) is not None:
                return _config(table, path)
        if (folder / ".git").exists():
            break
    return Config(folder=start)


def _table(path: Path) -> dict[str, Any] | None:
    """The file's settings; ``None``: it is a project that has none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}; allow it, or work in another folder") from error
    if path.name == PROJECT and b"normalizer" not in data:
        return None  # reading TOML takes 20 ms, and most projects have no settings for us
    import tomllib

    try:
        whole = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: {error}; is it TOML in UTF-8?") from error
    if path.name == NAME:
        return whole
    table = whole.get("tool", {})
    table = table.get("normalizer") if isinstance(table, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.normalizer is no table")
    return table


def _config(table: Mapping[str, Any], path: Path) -> Config:
    prefix = "" if path.name == NAME else "tool.normalizer."
    said: dict[str, Any] = {}
    for key, value in table.items():
        place = f"{path}: {prefix}{key}"
        if key not in KEYS:
            raise ConfigError(f"{path}: there is no setting {prefix + key!r}; {nearest(key, KEYS)}")
        if key == "per-path":
            said["per_path"] = _per_path(value, place)
        elif key == "baseline":
            if not isinstance(value, str):
                raise ConfigError(f'{place} is no string: write it as {key} = "..."')
            said[key] = str(_inside(value, path.parent, place))
        elif key == "rules":
            said[key] = tuple(str(_inside(folder, path.parent, place)) for folder in _strings(value, place))
        else:
            said[key.replace("-", "_")] = _strings(value, place)
    for place, tags in _languages(said):
        for wrong in tags:
            if not _TAG.fullmatch(wrong):
                raise ConfigError(f"{path}: {prefix}{place}: {wrong!r} is no language; write it as in BCP 47: en, pt, zh-Hans, sr-Latn")
    for wrong in set(said.get("formats", ())).difference(FORMATS):
        raise ConfigError(f"{path}: {prefix}formats: there is no format {wrong!r}; {nearest(wrong, FORMATS)}")
    return Config(**said, folder=path.parent, where=dict.fromkeys(table, str(path)))


def _languages(said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every setting of languages: where it stands, and its tags."""
    yield "languages", said.get("languages", ())
    for pattern, part in said.get("per_path", ()):
        yield f"per-path: {pattern!r}: languages", part.get("languages", ())


def _strings(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f'{place} is no list of strings: write it as ["...", "..."]')
    return tuple(value)


def _per_path(value: Any, place: str) -> tuple[tuple[str, dict[str, tuple[str, ...]]], ...]:
    if not isinstance(value, dict) or not all(isinstance(part, dict) for part in value.values()):
        raise ConfigError(f'{place} is no table of patterns: write it as "archive/**" = {{ ignore = ["DAT"] }}')
    found = []
    for pattern, part in value.items():
        for key in part:
            if key not in PER_PATH:
                raise ConfigError(f"{place}: {pattern!r}: there is no setting {key!r} for a path; {nearest(key, PER_PATH)}")
        found.append((pattern, {key.replace("-", "_"): _strings(part[key], f"{place}: {pattern!r}: {key}") for key in part}))
    return tuple(found)


def _inside(name: str, folder: Path, place: str) -> Path:
    """A path of the settings file; it may not lead out of the file's folder, neither by its name nor by a link."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ConfigError(f"{place}: {name!r} lies outside {folder}; a path here stays inside the repository")
    return path


def nearest(word: str, words: Sequence[str], shown: Sequence[str] = ()) -> str:
    """What somebody who wrote a word may have meant: ``did you mean 'ignore'?``, or all there is (``shown``, where that says it shorter)."""
    from difflib import get_close_matches

    near = get_close_matches(word.replace("_", "-"), words, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there is {', '.join(shown or words)}"


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    """A pattern of paths: ``*`` and ``?`` inside a name, ``**`` over folders; one without a slash is a name, file or folder, at any depth."""
    glob = glob.removeprefix("./")
    anywhere = "/" not in glob.rstrip("/")
    parts = []
    for piece in re.findall(r"\*\*/?|\*|\?|[^*?]+", glob.rstrip("/")):
        known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        parts.append(known.get(piece) or re.escape(piece))
    return re.compile(("(?:.*/)?" if anywhere else "") + "".join(parts) + "(?:/.*)?", re.DOTALL)


def shown(config: Config, name: str) -> tuple[str, str, str]:
    """A setting as a person reads it: its key, its value as the file would have it, where it comes from."""
    key, value = name.replace("_", "-"), getattr(config, name)
    if name == "per_path":
        said = "; ".join(f"{pattern}: " + ", ".join(f"{part} {_list(words)}" for part, words in changed.items()) for pattern, changed in value)
    else:
        said = _list(value) if isinstance(value, tuple) else (value or "")
    return key, said, config.where.get(key, "default")


def _list(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
