"""How hard Hypothesis looks, and where the processes that tests start keep their bytecode.

Hypothesis: the environment variable HYPOTHESIS_PROFILE or the option ``--hypothesis-profile``.
"""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

PROFILES = {"quick": 150, "ci": 200, "thorough": 10_000}

for name, examples in PROFILES.items():
    settings.register_profile(
        name, max_examples=examples, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Where Python may leave no bytecode in the tree, the many processes of the tests share some that goes with them:
    each would compile all of cleanr anew."""
    if "PYTHONDONTWRITEBYTECODE" in os.environ and not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="cleanr-bytecode-")
        config.add_cleanup(folder.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name
        del os.environ["PYTHONDONTWRITEBYTECODE"]
