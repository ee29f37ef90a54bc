"""spaCy: ``nlp.add_pipe("cleanr")``, found by its entry point; the spans go to ``doc.spans``, the text stays."""

from __future__ import annotations

from typing import Any

from cleanr import Cleaner
from cleanr.extras import require

require("spacy", "spacy", at_least="3.5")

from spacy.language import Language  # noqa: E402
from spacy.tokens import SpanGroup  # noqa: E402


class Furniture:
    """The component: puts what is furniture into ``doc.spans[key]``.

    A span's label is its category, its ``span_id`` the loudest rule. It reaches out to whole tokens.
    """

    def __init__(self, cleaner: Cleaner, key: str) -> None:
        self.cleaner = cleaner
        self.key = key

    def __call__(self, doc: Any) -> Any:
        """Return ``doc`` with its span group."""
        spans = [
            doc.char_span(tag["start"], tag["end"], label=tag["category"], span_id=tag["rule"], alignment_mode="expand")
            for tag in self.cleaner.analyze(doc.text).tags
        ]
        doc.spans[self.key] = SpanGroup(doc, name=self.key, spans=[span for span in spans if span is not None])
        return doc


def make(nlp: Any, name: str, spec: Any, key: str) -> Furniture:  # noqa: ARG001  # spaCy calls it by keyword
    """Return the component for a pipeline's config: ``spec`` is what `Cleaner.from_spec` takes."""
    return Furniture(Cleaner.from_spec(spec), key)


Language.factory("cleanr", default_config={"spec": "article", "key": "cleanr"}, assigns=["doc.spans"], func=make)
