"""Options that several ``oit`` commands share, with their words in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

EPILOG = (
    "รหัสออก / exit codes: 0 เสร็จ done, 1 โปรแกรมขัดข้อง our failure, 2 คำสั่งหรือไฟล์ไม่ถูกต้อง wrong arguments, "
    "3 ไม่มีข้อมูล nothing there, 4 เสร็จบางส่วน done in part, 75 มีงานทำอยู่ busy, 130 ถูกหยุด interrupted"
)

Lang = Annotated[Literal["th", "en"], typer.Option("--lang", help="ภาษาของข้อความ / language of the messages")]
Db = Annotated[Path, typer.Option("--db", help="ไฟล์ฐานข้อมูล / database file")]
Out = Annotated[Path, typer.Option("--out", help="โฟลเดอร์รายงาน / folder of the reports")]
Agency = Annotated[str, typer.Option("--agency", help="ชื่อหรือรหัสหน่วยงาน / name or code of the agency")]
ItemName = Annotated[str, typer.Argument(help="O1 … O43")]
BookYear = Annotated[int, typer.Option("--year", help="ปีงบประมาณ พ.ศ. / fiscal year, Buddhist era")]
OwnBooks = Annotated[Path, typer.Option("--books", help="โฟลเดอร์เกณฑ์ของตนเอง / folder of own books of rules")]
ProvinceFolder = Annotated[Path, typer.Argument(help="โฟลเดอร์ของจังหวัด / the province's folder")]

DEFAULT_DB, DEFAULT_OUT = Path("oit.db"), Path("out")
