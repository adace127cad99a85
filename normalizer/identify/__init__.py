"""Text in, languages out: a leaf that any stage may ask. Models load on first use; importing this loads none, nor numpy."""

from __future__ import annotations

from collections.abc import Sequence

from normalizer.identify import names, softmax
from normalizer.identify.names import group, written

__all__ = ["BACKENDS", "behind", "candidates", "group", "ready", "written"]

#: What ``backend`` may be; ``fasttext`` is followed by a colon and the path of a model.
BACKENDS = ("py3langid", "langdetect", "fasttext")


def ready(backend: str, among: Sequence[str] = ()) -> None:
    """Load a backend's model. ValueError: no such backend, no such model, or a language in ``among`` that it does not know."""
    behind("abc", backend, frozenset(among))


def candidates(text: str, backend: str = "py3langid", among: Sequence[str] = ()) -> list[tuple[str, int]]:
    """The languages that ``text`` may be in, as BCP 47 tags with their shares per mille, best first; empty where nothing can be said.

    ``among`` restricts the answer (empty: all that the backend knows). Languages that nobody tells apart in writing are one: ``hr`` stands for Croatian,
    Bosnian and Serbian in Latin letters, ``nb`` for Norwegian, unless ``among`` names another of them. The same text gives the same integers on every
    machine. ValueError: no such backend, or a language in ``among`` that it does not know.
    """
    ranked = softmax.shares(behind(text, backend, frozenset(among)))
    return [(written(name, text), share) for name, share in ranked if name != "und"]


def behind(text: str, backend: str, among: frozenset[str]) -> dict[str, int]:
    """How far each language is behind the best for ``text``, in 1/1024 nat; 0 is the best; empty where nothing can be said. Scripts not told yet."""
    if not names.lettered(text):
        return {}
    kind, _, path = backend.partition(":")
    if kind == "py3langid":
        from normalizer.identify import py3langid

        return py3langid.behind([text], among)[0]
    if kind == "langdetect":
        from normalizer.identify import langdetect

        return langdetect.behind(text, among)
    if kind == "fasttext":
        from normalizer.identify import fasttext

        return fasttext.behind(text, path, among)
    raise ValueError(f"no such language backend: {backend!r}; try one of {', '.join(BACKENDS)}")
