"""Derive the data file of the default language model from the installed py3langid: ``python -m normalizer.identify.build``.

py3langid (BSD-3-Clause, Marco Lui and Adrien Barbaresi) ships its model as LZMA over float16 and a full automaton: a second to load, 100 MB while it
loads. The same model as a trie, its weights in 1/64 nat as integers and only where they differ from a language's floor loads in a fraction of that,
and gives every machine the same sums. Nothing is trained here.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import sys
from pathlib import Path
from typing import Any

import numpy as np

from normalizer.identify.names import folder
from normalizer.identify.ngrams import OFFSET, UNIT

#: The second column of a label is its other script (seen by scoring a sentence in each script with py3langid 0.4.0).
OTHER_SCRIPT = {"sr": "sr-Latn", "uz": "uz-Cyrl"}


def trie(rows: Any, row_of: Any, out: Any) -> tuple[Any, Any, Any]:
    """The trie under an Aho-Corasick automaton, breadth first: children of each node, byte that leads to each node, feature of each node.

    Breadth first from the root, the first way to reach a state is its trie edge: a failing step never leads deeper than the trie does.
    """
    seen = np.zeros(len(row_of), dtype=bool)
    seen[0] = True
    level = np.array([0])
    states, letters, children = [level], [np.array([0])], []
    while len(level):
        targets = rows[row_of[level]]
        node, letter = np.nonzero(~seen[targets])
        children.append(np.bincount(node, minlength=len(level)))
        level = targets[node, letter]
        if len(np.unique(level)) != len(level):
            raise ValueError("the automaton of this py3langid is not of the kind that this script reads")
        seen[level] = True
        states.append(level)
        letters.append(letter)
    order = np.concatenate(states)
    return np.concatenate(children), np.concatenate(letters), out[order]


def derive(model: Any) -> dict[str, Any]:
    """The arrays of the derived file from those of py3langid's."""
    children, letters, features = trie(model["nextmove"].reshape(-1, 256), model["nextmove_row"].astype(np.int64), model["out_feat"])
    known, first = np.unique(features, return_index=True)
    first = np.sort(first[known >= 0])
    own = np.zeros(len(features), dtype=bool)
    own[first] = True
    weights = np.round((model["ptc"].astype(np.float64)[features[first]] + OFFSET) * UNIT).astype(np.int16)
    if weights.min() < 0:
        raise ValueError(f"a weight lies under -{OFFSET}")
    floor = weights.min(axis=0)
    above = weights != floor
    values = (weights - floor)[above]
    names = [str(name) for name in model["classes"]]
    names = [OTHER_SCRIPT[name] if name in names[:at] else name for at, name in enumerate(names)]
    return {
        "children": children.astype(np.uint8),
        "letters": letters.astype(np.uint8),
        "own": np.packbits(own),
        "names": np.array(names),
        "prior": np.round(model["pc"].astype(np.float64) * UNIT).astype(np.int16),
        "floor": floor,
        "above": np.packbits(above),
        "low": (values & 255).astype(np.uint8),
        "high": (values >> 8).astype(np.uint8),
    }


def main() -> int:
    """Write the data file and the note beside it that says what it is and its hash."""
    import py3langid

    path = Path(py3langid.__file__).parent / "data" / "model.npz.xz"
    packed = path.read_bytes()
    with np.load(io.BytesIO(lzma.decompress(packed)), allow_pickle=False) as model:
        arrays = derive(model)
    file = folder() / "py3langid.npz"
    with file.open("wb") as out:
        np.savez_compressed(out, **arrays)
    folder().joinpath("py3langid.toml").write_text(
        f'source = "the model of py3langid {py3langid.__version__} (BSD-3-Clause, see py3langid.LICENSE; https://github.com/adbar/py3langid)"\n'
        f'made_by = "python -m normalizer.identify.build"\n'
        f'made_from = "data/model.npz.xz, sha256 {hashlib.sha256(packed).hexdigest()}"\n'
        f'sha256 = "{hashlib.sha256(file.read_bytes()).hexdigest()}"\n',
        encoding="utf-8",
    )
    sys.stdout.write(f"{file}: {file.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
