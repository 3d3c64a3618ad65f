from __future__ import annotations


class Refusal(Exception):
    """A start that cannot be: one clear sentence for the person at the keyboard, exit code 2."""


class WrongSetting(Refusal):
    """An OUTANDBACK_ setting that makes no sense."""
