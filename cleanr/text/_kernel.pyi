from collections.abc import Sequence
from typing import Any

VERSION: int

def read(text: str, /) -> tuple[str, str, list[int], list[int], bool, bool]: ...

def find(text: str, part: str, start: int, stop: int, /) -> int: ...
def standing(marks: str, text: str, /) -> str: ...
def lines(kind: type, document: Any, /) -> list[Any]: ...

class Memo:
    def __new__(cls, function: Any, key: Any, otherwise: Any = ..., /) -> Any: ...

class WordSet:
    def __new__(cls, words: Any, /) -> WordSet: ...
    def among(self, text: str, start: int, stop: int, /) -> list[str]: ...

class Row:
    def __new__(cls, document: Any, index: int, /) -> Row: ...

class Table:
    def __new__(
        cls,
        templates: Sequence[tuple[tuple[tuple[str, ...], ...], bool, bool, int]],
        labels: Sequence[str],
        beside: Sequence[str],
        row_words: Sequence[str],
        table_labels: Sequence[str],
        table_beside: Sequence[str],
        screen_reader_ends: Sequence[str],
        /,
    ) -> Table: ...
    def scan(
        self, text: str, folded: str, unmarked: str, starts: list[int], lines: list[int] | None, silent: bytes, /
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]], list[int], list[int]]: ...

class Phrases:
    def __new__(cls, phrases: list[str], opens: list[bool], /) -> Phrases: ...
    def hits(self, text: str, folded: str, /) -> list[tuple[int, int, int]]: ...
