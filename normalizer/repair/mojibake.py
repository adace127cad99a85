"""UTF-8 that was read as a single-byte charset (``Ã©`` for ``é``): the whole text, then line by line, sentence by sentence, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from normalizer.repair import charsets, gate, scripts
from normalizer.repair.ledger import Edit, differences

#: So many sequences, and not one character outside them, prove mojibake even where ftfy sees nothing bad: no clean text has them.
PROOF = 4
#: Lines beyond this length are not taken apart into words.
LONGEST = 20_000

_FOREIGN = re.compile("[^\x00-\x7f]+")
_SENTENCE = re.compile(r"[^.!?…]*[.!?…]*[\"'»”)]*\s*")
_WORD = re.compile(r"\S+\s*")


def edits(text: str) -> list[Edit]:
    """The edits that take one layer of mojibake off; none for clean text."""
    return _whole(text) or list(_by_line(text))


def _whole(text: str) -> list[Edit]:
    """Every character beyond ASCII was read from UTF-8 in one and the same charset."""
    for name in charsets.readings(text):
        found = _strict(text, name)
        if found and (sum(len(edit.after) for edit in found) >= PROOF or any(map(gate.is_bad, text.split("\n")))):
            return found
    return []


def _strict(text: str, name: str) -> list[Edit]:
    """Edits for all runs beyond ASCII, if every one of them is whole UTF-8 that this charset shows; else none."""
    found = []
    for run in _FOREIGN.finditer(text):
        data = charsets.encode(run[0], name)
        if data is None:
            return []
        try:
            found.append(Edit(run.start(), run.end(), data.decode()))
        except UnicodeDecodeError:
            return []
    return found


def _by_line(text: str) -> Iterator[Edit]:
    """Lines that ftfy calls bad, each for itself; then the others, if what was found says how the text was misread."""
    place, rest, votes, found = 0, [], Counter[str](), []
    for line in text.splitlines(keepends=True) if "\n" not in text else re.findall("[^\n]*\n|[^\n]+", text):
        if not line.isascii():
            if gate.is_bad(line):
                name, changes = _mend(line, votes)
                found += [Edit(place + start, place + end, after) for start, end, after in changes]
                votes[name] += bool(name and changes)
            else:
                rest.append((place, line))
        place += len(line)
    votes.pop("", None)
    for name in [name for name, _ in votes.most_common(1)]:
        for place, line in rest:
            found += [Edit(place + start, place + end, after) for start, end, after in _sequences(line, name) if votes[name] > 1]
    return iter(sorted(found))


def _mend(line: str, votes: Counter[str]) -> tuple[str, list[Edit]]:
    """The best repair of a bad line and the charset it was misread in (empty: several): the first that leaves nothing bad, else the least bad."""
    best: tuple[int, str, list[Edit]] = (gate.badness(line), "", [])
    for name, changes in _proposals(line, votes):
        if not changes or not scripts.of_one_script(char for edit in changes for char in edit.after):
            continue
        left = gate.badness(_changed(line, changes))
        if left < best[0]:
            best = left, name, changes
        if not left:
            break
    return best[1], best[2]


def _proposals(line: str, votes: Counter[str]) -> Iterator[tuple[str, list[Edit]]]:
    names = sorted(charsets.misreadings(line), key=lambda name: -votes[name])
    for name in names:
        yield name, _strict(line, name)
    counted = sorted(((len(found), name, found) for name in names if (found := _sequences(line, name))), key=lambda row: -row[0])
    for _, name, found in counted:
        yield name, found
    yield "", differences(line, _ftfy(line))
    if len(line) <= LONGEST:
        for pattern in (_SENTENCE, _WORD):
            pieces = [_ftfy(piece) if gate.is_bad(piece) else piece for piece in pattern.findall(line)]
            yield "", differences(line, "".join(pieces))


def _sequences(line: str, name: str) -> list[Edit]:
    """Edits for the pieces that are whole UTF-8 in this charset, the rest of the line left alone: lines half clean, half broken."""
    found = []
    for match in charsets.sequences(name).finditer(line):
        data = charsets.encode(match[0], name)
        if data is None:
            continue
        try:
            after = data.decode()
        except UnicodeDecodeError:
            continue
        if all(unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs") for char in after):
            found.append(Edit(match.start(), match.end(), after))
    return found


def _ftfy(text: str) -> str:
    """What ftfy makes of it. The whole configuration, always with ``explain``: by keywords ftfy 6.3 drops its encoding options."""
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    return fix_encoding_and_explain(text, TextFixerConfig(unescape_html=False, explain=True)).text


def _changed(text: str, changes: list[Edit]) -> str:
    pieces, position = [], 0
    for start, end, after in changes:
        pieces += [text[position:start], after]
        position = end
    return "".join([*pieces, text[position:]])
