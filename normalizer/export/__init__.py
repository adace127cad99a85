"""Articles in the shapes of other tools: one module a shape, each a pure function from an article to a dict. The door: :func:`form`."""

from normalizer.export.form import SHAPES, Form, UnknownKey, UnknownShape, form

__all__ = ["SHAPES", "Form", "UnknownKey", "UnknownShape", "form"]
