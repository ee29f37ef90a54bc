"""datatrove: a block that cleans, a block that tags, and the schema for its Parquet writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cleanr import Cleaner
from cleanr.decide.verdict import CHANGING
from cleanr.errors import ProfileError, SettingsError
from cleanr.extras import require
from cleanr.pipelines.spancolumn import arrow_type, records_of
from cleanr.profiles.profile import Profile
from cleanr.report import Report

require("datatrove", "datatrove", at_least="0.10")

from datatrove.pipeline.base import PipelineStep  # noqa: E402
from datatrove.pipeline.formatters.base import BaseFormatter  # noqa: E402

Spec = Cleaner | str | Path | Mapping[str, Any]

_NEEDS = ["ftfy", "regex", "ahocorasick_rs"]


class CleanrFormatter(BaseFormatter):
    """Takes the furniture out of each document's text.

    ``cleaner``: a `Cleaner`, or what `Cleaner.from_spec` takes. ``spans``: a metadata key for what was found, as
    dicts, in code points of the text *before* (None: none is kept). ``site``: the metadata key that says where a
    document is from, for a cleaner with a profile.

    Statistics, besides the totals of every formatter: ``changed`` and ``emptied`` count documents;
    ``removed_<category>`` and ``tagged_<category>`` hold characters, a span at a time: their ``n`` counts the spans.
    """

    name = "🧹 cleanr"
    _requires_dependencies = _NEEDS

    def __init__(self, cleaner: Spec = "article", spans: str | None = None, site: str | None = None) -> None:
        super().__init__()
        self.cleaner = _cleaner(cleaner)
        self.spans = _free(spans)
        self.site = site

    def format(self, text: str) -> str:
        """Return ``text`` cleaned."""
        return self.cleaner.clean(text)

    def run(self, data: Iterable[Any] | None, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """Yield each document, its text cleaned."""
        for doc in data or ():
            with self.track_time():
                report = self.cleaner.analyze(doc.text, site=_site(doc, self.site))
                _count(self, report)
                doc.text = report.text
                if self.spans is not None:
                    doc.metadata[self.spans] = records_of(report)
            yield doc


class CleanrTagger(PipelineStep):
    """Puts what is furniture in each document's text into its metadata, and leaves the text as it is.

    ``cleaner``, ``site``: as for `CleanrFormatter`. ``spans``: the metadata key; the spans are dicts, in code points of
    the text.
    Statistics as for `CleanrFormatter`, ``removed`` being what it would remove.
    """

    type = "🏷️ - TAGGER"
    name = "🧹 cleanr"
    _requires_dependencies = _NEEDS

    def __init__(self, cleaner: Spec = "article", spans: str = "spans", site: str | None = None) -> None:
        super().__init__()
        self.cleaner = _cleaner(cleaner)
        self.spans = _free(spans)
        self.site = site

    def run(self, data: Iterable[Any] | None, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """Yield each document with its spans."""
        for doc in data or ():
            with self.track_time():
                report = self.cleaner.analyze(doc.text, site=_site(doc, self.site))
                _count(self, report)
                doc.metadata[self.spans] = records_of(report)
            yield doc


class CleanrProfiler(PipelineStep):
    """Counts what repeats on the pages of each site: a profile for each rank, in a folder. The documents stay.

    ``folder``: a local folder, which all ranks write to. ``site``: the metadata key that says where a document is from;
    one without it is passed over. When all ranks are done: ``profile_in(folder)``, for the cleaner of the next step.
    """

    type = "📊 - STATS"
    name = "🧹 cleanr"
    _requires_dependencies = _NEEDS

    def __init__(self, folder: str | Path, site: str = "url") -> None:
        super().__init__()
        self.folder = str(folder)
        self.site = site

    def run(self, data: Iterable[Any] | None, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002
        """Yield each document as it is; when there are no more, write the profile."""
        profile = Profile()
        for doc in data or ():
            with self.track_time():
                if site := _site(doc, self.site):
                    profile.observe(doc.text, site)
                    self.stat_update("total")
            yield doc
        Path(self.folder).mkdir(parents=True, exist_ok=True)
        profile.save(Path(self.folder, f"{rank:05}.profile"))


def profile_in(folder: str | Path) -> Profile:
    """Return the profile of all ranks that wrote to ``folder``. Raises `ProfileError` when none did."""
    paths = sorted(Path(folder).glob("*.profile"))
    if not paths:
        raise ProfileError(f"{folder}: no profile was written there")
    return Profile.merged(map(Profile.load, paths))


def parquet_schema(metadata: Mapping[str, Any] | None = None, *, spans: str | None = None) -> Any:
    """Return the `pyarrow.Schema` for ``ParquetWriter(..., expand_metadata=True, schema=...)``.

    ``metadata``: the metadata that is kept, key to `pyarrow.DataType` or its name. ``spans``: the key of the spans.
    Without a schema the writer takes the first document for the rule, and fails when that one has no spans.
    """
    import pyarrow as pa

    kinds: dict[str, Any] = {"text": "string", "id": "string", **(metadata or {})}
    fields = [(name, pa.type_for_alias(kind) if isinstance(kind, str) else kind) for name, kind in kinds.items()]
    if spans in kinds:
        raise SettingsError(f"spans need a column of their own, not {spans!r} again")
    return pa.schema([*fields, *([(spans, arrow_type())] if spans else [])])


def _site(doc: Any, key: str | None) -> str | None:
    site = doc.metadata.get(key) if key else None
    return str(site) if site else None


def _free(spans: str | None) -> str | None:
    """Return the metadata key, unless a writer that expands metadata would put it over a field of the document."""
    if spans in ("", "text", "id", "media", "metadata"):
        raise SettingsError(f"spans need a metadata key of their own, not {spans!r}, a field of every document")
    return spans


def _cleaner(spec: Spec) -> Cleaner:
    return spec if isinstance(spec, Cleaner) else Cleaner.from_spec(spec)


def _count(step: Any, report: Report) -> None:
    step.stat_update("total")
    if report.text != report.original:
        step.stat_update("changed" if report.text else "emptied")
    for segment in report.segments:
        if segment.category:
            done = "removed" if segment.action in CHANGING else "tagged"
            step.stat_update(f"{done}_{segment.category}", value=segment.end - segment.start, unit="span")
