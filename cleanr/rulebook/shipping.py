"""Make the file of `shipped`: ``python -m cleanr.rulebook.shipping FILE`` derives and bundles all built-in rules."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from cleanr.rulebook.bundle import bundled
from cleanr.rulebook.cache import cache_folder
from cleanr.rulebook.pack import built_in_packs, load_pack


def derived_rules() -> bytes:
    """Return the bundle of all that the built-in rules come to; the cache folder is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        for path in built_in_packs():
            load_pack(path, timed=False)
        kept = sorted((cache_folder() or Path(folder)).glob("*.json"))
        return bundled({path.stem: path.read_bytes() for path in kept})


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(derived_rules())
