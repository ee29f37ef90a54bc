from collections.abc import Sequence

def fold(text: str, /) -> tuple[str, str]: ...

class Table:
    def __new__(
        cls,
        templates: Sequence[tuple[tuple[tuple[str, ...], ...], bool, bool]],
        labels: Sequence[str],
        label_words: Sequence[str],
        row_words: Sequence[str],
        table_words: Sequence[str],
        screen_reader_ends: Sequence[str],
        /,
    ) -> Table: ...
    def scan(
        self, text: str, folded: str, unmarked: str, starts: list[int], lines: list[int] | None, /
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]], list[int]]: ...
