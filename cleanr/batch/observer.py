"""What is done with one text of a profile: it is counted, and nothing else."""

from __future__ import annotations

from cleanr.batch.chunk import RecordOptions
from cleanr.batch.fields import Field
from cleanr.batch.recordcleaner import CleanedText, RecordCleaner
from cleanr.batch.sites import folder_of
from cleanr.batch.statistics import Statistics
from cleanr.profiles.profile import Profile

_ANY = Field()


class Observer(RecordCleaner):
    """Takes each text into a profile."""

    def __init__(self, options: RecordOptions) -> None:
        super().__init__(options)
        self._profile = Profile()

    def site_of(self, named: object, source: str) -> str:
        """Return where a record is from: what its field of the site ``named``, or the folder of the file ``source``."""
        return named if isinstance(named, str) and named.strip() else folder_of(source)

    def clean(self, text: str, stats: Statistics, field: Field = _ANY, site: str | None = None) -> CleanedText:  # noqa: ARG002  # one is as good as another
        """Count ``text``, and leave it as it is."""
        self._profile.observe(text, site or "-")
        stats.add_document(text, text, ())
        return CleanedText("", [])

    def take(self) -> bytes:
        """Return the profile of what came since the last call."""
        profile, self._profile = self._profile, Profile()
        return profile.to_bytes() if profile.sites else b""
