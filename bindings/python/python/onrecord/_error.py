"""What this package raises."""

from __future__ import annotations


class Error(Exception):
    """An input that could not be read, or a store that could not do what it was asked.

    ``input`` is the input or store as it was named, ``place`` where in it (``byte 1234``), ``hint`` a way out; the
    last two are ``None`` where they are not known.
    """

    def __init__(self, what: str, input: str = "", place: str | None = None, hint: str | None = None) -> None:
        super().__init__(what, input, place, hint)
        self.what = what
        self.input = input
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.input, self.place) if part)
        told = f"{where}: {self.what}" if where else self.what
        return f"{told}\nhint: {self.hint}" if self.hint else told
