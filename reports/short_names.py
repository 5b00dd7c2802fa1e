"""Short names of agencies, as officials write them, for tables with narrow columns."""

from __future__ import annotations

from typing import Final

_SHORT: Final = (
    ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    ("องค์การบริหารส่วนตำบล", "อบต."),
    ("เทศบาลนคร", "ทน."),
    ("เทศบาลเมือง", "ทม."),
    ("เทศบาลตำบล", "ทต."),
    ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "สพป."),
    ("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", "สพม."),
    ("สำนักงานสาธารณสุขจังหวัด", "สสจ."),
    ("สำนักงานสาธารณสุขอำเภอ", "สสอ."),
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "รพ.สต."),
    ("โรงพยาบาล", "รพ."),
    ("สถานีตำรวจภูธร", "สภ."),
    ("ที่ว่าการอำเภอ", "อ."),
    ("ที่ทำการปกครองอำเภอ", "ปค.อ."),
)
"""Beginnings of names and their official abbreviations, longer ones before those that they begin with."""


_OFFICE: Final = "สำนักงาน"


def short_name(name: str, province: str = "") -> str:
    """The name with its beginning abbreviated, and without the province's name at its end; others stay as they are.

    >>> short_name("องค์การบริหารส่วนตำบลบ้านสวน"), short_name("โรงพยาบาล"), short_name("ชมรมคนรักป่า")
    ('อบต.บ้านสวน', 'โรงพยาบาล', 'ชมรมคนรักป่า')
    >>> short_name("สำนักงานคลังจังหวัดศรีพนา", "จังหวัดศรีพนา"), short_name("สำนักงานจังหวัดศรีพนา", "จังหวัดศรีพนา")
    ('สำนักงานคลัง', 'สำนักงานจังหวัดศรีพนา')
    """
    for long, short in _SHORT:
        if name.startswith(long) and name != long:
            return short + name.removeprefix(long).lstrip()
    rest = name.removesuffix(province).rstrip()
    return rest if rest.startswith(_OFFICE) and rest != _OFFICE else name
