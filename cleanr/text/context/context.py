"""The context of a document: what kind of text it is. Worked out when it is first asked for, once."""

from __future__ import annotations

from cleanr.text.context.code import shows_code
from cleanr.text.context.languages import heard, known_languages
from cleanr.text.context.sample import sample
from cleanr.text.document import Document, cached_by_document
from cleanr.text.fact import fact


class Context:
    """What kind of text a document is. Every rule and guard may ask it; nothing in it removes anything."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @fact
    def sample(self) -> list[str]:
        """Some 250 words of the text's paragraphs, folded."""
        return sample(self._document)

    @fact
    def languages(self) -> frozenset[str]:
        """The languages that the text is likely in, by their codes; in a short text all of its script."""
        return heard(self.sample)

    @fact
    def unheard(self) -> frozenset[str]:
        """The languages that the text is not in."""
        return known_languages() - self.languages

    @fact
    def technical(self) -> bool:
        """Whether the text is full of marks of code, as manuals and documentation are."""
        return shows_code(self._document.source)

    def hears(self, language: str) -> bool:
        """Whether the text is likely in ``language``; what can not be told (``any``, a language we do not know) is."""
        return language in self.languages or language not in known_languages()


@cached_by_document
def context_of(document: Document) -> Context:
    """Return what kind of text ``document`` is."""
    return Context(document)
