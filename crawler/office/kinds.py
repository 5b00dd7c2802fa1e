"""Kinds of agencies, and the Thai words for them."""

from __future__ import annotations

from crawler.office.tables import header_words

OTHER = "other"
KINDS: dict[str, tuple[str, ...]] = {
    "province": ("จังหวัด",),
    "department-office": (
        "ส่วนราชการประจำจังหวัด", "ส่วนราชการส่วนภูมิภาค", "ราชการส่วนภูมิภาค", "ส่วนราชการ", "ส่วนภูมิภาค",
        "สำนักงานจังหวัด", "ที่ทำการปกครองจังหวัด",
    ),
    "district": ("อำเภอ", "ที่ว่าการอำเภอ", "ที่ทำการปกครองอำเภอ"),
    "municipality": ("เทศบาล", "ทน.", "ทม.", "ทต."),
    "subdistrict": ("องค์การบริหารส่วนตำบล", "อบต."),
    "pao": ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    "health-office": ("สำนักงานสาธารณสุข", "สาธารณสุข", "สสจ.", "สสอ."),
    "hospital": ("โรงพยาบาล", "รพ."),
    "police": ("ตำรวจ", "สถานีตำรวจ", "สภ.", "ตำรวจภูธร"),
    "school-area": ("สำนักงานเขตพื้นที่การศึกษา", "เขตพื้นที่การศึกษา", "สพป.", "สพม."),
    "state-enterprise": ("รัฐวิสาหกิจ", "การไฟฟ้า", "การประปา"),
    "department": ("กรม",),
    OTHER: ("อื่นๆ", "อื่น ๆ"),
}  # fmt: skip
"""What may stand in the column, and the Thai words that mean the same; a name may begin with them, too."""

_WORDS = sorted(
    ((header_words(word), kind) for kind, words in KINDS.items() for word in words), key=lambda w: -len(w[0])
)


def kind_of(text: str) -> str:
    """The kind that a word of the column means; empty when it is none.

    >>> kind_of("เทศบาลตำบล"), kind_of("อบต."), kind_of("Hospital"), kind_of("ชมรม")
    ('municipality', 'subdistrict', 'hospital', '')
    """
    word = header_words(text)
    exact = next((kind for kind in KINDS if header_words(kind) == word), "")
    return exact or next((kind for said, kind in _WORDS if word.startswith(said)), "")


def kind_of_name(name: str) -> str:
    """The kind that an agency's name tells of.

    >>> kind_of_name("สำนักงานคลังจังหวัดสีพนา"), kind_of_name("โรงพยาบาลบ้านดง"), kind_of_name("ชมรมคนรักป่า")
    ('department-office', 'hospital', 'other')
    """
    word = header_words(name)
    office = word.startswith(header_words("สำนักงาน")) and header_words("จังหวัด") in word
    return kind_of(name) or ("department-office" if office else OTHER)
