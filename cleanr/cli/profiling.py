"""Making a profile of what a command is given, for the commands that need one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from cleanr.batch.chunk import RecordOptions
from cleanr.batch.fields import fields_of
from cleanr.batch.inputs import find, total_size
from cleanr.batch.plan import plan
from cleanr.batch.profiling import profile_of
from cleanr.batch.statistics import Statistics
from cleanr.cli.batching import cores
from cleanr.cli.fileslist import names_of
from cleanr.cli.progress import Progress
from cleanr.cli.sources import refuse_nothing, tell_failures
from cleanr.cli.targets import refuse_inputs
from cleanr.profiles.profile import Profile
from cleanr.settings.settings import Settings


class Profiling:
    """The documents that ``files`` hold, to be counted; ``how`` are the options of `with_input_options`.

    ``target``: where the command writes; it may be none of the inputs.
    """

    def __init__(self, files: Sequence[str], how: dict[str, Any], *, target: str) -> None:
        names = names_of(files, how["files_from"], how["null"])
        self._found = find(names, globs=how["glob"], exclude=how["exclude"], format_name=how["format"])
        refuse_nothing(names, self._found)
        refuse_inputs([target], [source.name for source in self._found.inputs])
        self._options = RecordOptions(
            settings=Settings(), mode="profile", fields=fields_of(how["field"]), encoding=how["encoding"],
            max_record=how["max_record"], limit=how["limit"] or 0, site_field=how["site"],
        )  # fmt: skip
        self._failures = [f"{name}: {why}" for name, why in self._found.failed]
        self.stats = Statistics()

    def run(self, jobs: int | None) -> Profile:
        """Return the profile, counted by so many worker processes."""
        progress = Progress(total_size(self._found.inputs), quiet=False)
        planned = plan(self._found.inputs, output="", in_place=False, mode="profile", many=False)
        try:
            made, self.stats = profile_of(
                planned, self._options, jobs or cores(), self._failures.append, progress.watch
            )
        except KeyboardInterrupt:
            progress.say("interrupted; nothing was written")
            sys.exit(130)
        finally:
            progress.clear()
        return made

    def close(self) -> None:
        """Tell what was left out and what could not be read, if anything; for the latter, exit with 2."""
        tell_failures(self._found, self._failures)
