"""Puts study sets into the other language: translators, and what makes their output trustworthy."""

from translate.choice import open_translator
from translate.engine import (
    Engine,
    Hypothesis,
    ModelMissingError,
    Translation,
    TranslationError,
    Translator,
)
from translate.study_sets import TranslationReport, translate_all, translate_cards

__all__ = [
    "Engine",
    "Hypothesis",
    "ModelMissingError",
    "Translation",
    "TranslationError",
    "TranslationReport",
    "Translator",
    "open_translator",
    "translate_all",
    "translate_cards",
]
