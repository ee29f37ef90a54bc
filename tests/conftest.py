"""How hard Hypothesis looks: the environment variable HYPOTHESIS_PROFILE or the option ``--hypothesis-profile``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

PROFILES = {"quick": 150, "ci": 500, "thorough": 10_000}

for name, examples in PROFILES.items():
    settings.register_profile(
        name, max_examples=examples, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
