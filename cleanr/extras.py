"""Optional packages: there and new enough, or an error with the command that makes them so."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from cleanr.errors import MissingExtraError


def require(package: str, extra: str, *, at_least: str) -> None:
    """Make sure that ``package`` is installed in version ``at_least`` or newer, as cleanr's ``extra`` has it.

    Raises `MissingExtraError`, which is an `ImportError`, with the exact command to run.
    """
    command = f'pip install --upgrade "cleanr[{extra}]"'
    if find_spec(package) is None:
        raise MissingExtraError(f"{package} is not installed. Run: {command}")
    try:
        found = version(package)
    except PackageNotFoundError:
        return  # put on the path in some other way, as clusters do: let it try
    if _numbers(found) < _numbers(at_least):
        raise MissingExtraError(f"{package} {found} does not fit: {at_least} or newer is needed. Run: {command}")


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", release)[:3]))
