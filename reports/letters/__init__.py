"""Official papers as Word files: the letter to an agency (หนังสือแจ้ง), the memo to the governor (บันทึกข้อความ)."""

from reports.letters.filling import PACKAGED, TemplateFileError
from reports.letters.letter import has_gaps, letter
from reports.letters.memo import memo

__all__ = ["PACKAGED", "TemplateFileError", "has_gaps", "letter", "memo"]
