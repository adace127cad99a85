"""What wires and feeds send: one module a format, each with ``read(text, hints) -> Sequence[Extracted]``.

What is alike in all of them stands in :mod:`~normalizer.extract.wire.header` (what a header states) and :mod:`~normalizer.extract.wire.story`
(the text of a story's element, and the pieces of it that its elements name).
"""
