"""The examples in README, docs and docstrings run as tests."""

from __future__ import annotations

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_collect_file = (
    Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"], excludes=["engines.md"])
    + Sybil(parsers=[DocTestParser()], patterns=["*.py"], path="cleanr")
).pytest()
