"""Items without a check, drafts and closed years: what a book must say so that nobody is misled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.evidence import Agency, Block, Case, Document, Submitted
from checks.judge import judge
from checks.rubric import BY_HAND, HERE, RubricError, load
from checks.verdict import Judgement, Status

SITE = "http://www.thungsaengthong.example/"
POLICY = f"{SITE}privacy"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Copies a book with words of some files replaced; gives the folder of books."""

    def change(year: int, **files: tuple[str, str]) -> Path:
        folder = shutil.copytree(HERE / str(year), tmp_path / str(year))
        for name, (old, new) in files.items():
            path = folder / f"{name}.toml"
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return change


def faults(year: int, root: Path) -> list[str]:
    with pytest.raises(RubricError) as caught:
        load(year, root)
    return [f"{fault.file}: {fault.problem}" for fault in caught.value.faults]


def judged(*submitted: Submitted) -> Judgement:
    home = Document(SITE, SITE, "page", "text/html", "0", "html/1", "read", blocks=(Block("paragraph", "ยินดีต้อนรับ"),))
    blocks = (Block("heading", "นโยบายคุ้มครองข้อมูลส่วนบุคคล", level=1), Block("paragraph", "หน่วยงานเก็บข้อมูลเท่าที่จำเป็น"))
    page = Document(POLICY, POLICY, "page", "text/html", "1", "html/1", "read", blocks=blocks)
    return judge(Case(Agency("t", SITE), 2566, "2023-04-25", (home, page), (), submitted), load(2566))


def test_the_draft_of_2566_has_its_own_numbers() -> None:
    rubric = load(2566)
    numbers = {item.check: item.item for item in rubric.items.values()}
    assert (rubric.status, len(rubric.items)) == ("draft", 43)
    assert [numbers[c] for c in ("monthly_procurement", "gift_policy", "integrity_plan")] == ["O21", "O31", "O36"]
    assert [name for name, item in rubric.items.items() if item.by_hand] == [
        "O10", "O11", "O32", "O33", "O39", "O40", "O41",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "submitted", [(), (Submitted("O10", POLICY),), (Submitted("O10", SITE),), (Submitted("O10", f"{SITE}gone"),)]
)
def test_an_item_without_a_check_is_for_a_person_whatever_there_is(submitted: tuple[Submitted, ...]) -> None:
    verdicts = {v.item: v for v in judged(*submitted).items}
    for name, item in load(2566).items.items():
        if item.by_hand:
            findings = [e.finding for e in verdicts[name].elements]
            assert {(f.status, f.code) for f in findings} == {(Status.UNCLEAR, BY_HAND)}, name
            assert all(f.looked for f in findings)
            assert load(2566).sentence(name, BY_HAND, {})


def test_what_a_person_should_look_at_is_quoted() -> None:
    verdict = next(v for v in judged().items if v.item == "O10")
    assert verdict.url == POLICY
    assert [q.text for q in verdict.elements[0].finding.quotes] == ["นโยบายคุ้มครองข้อมูลส่วนบุคคล"]
    sent = next(v for v in judged(Submitted("O10", SITE)).items if v.item == "O10")
    assert (sent.url, sent.elements[0].finding.looked) == (SITE, (SITE,))


def test_a_book_with_such_items_is_a_draft_and_has_their_sentence(changed: Callable[..., Path]) -> None:
    root = changed(2566, book=('status = "draft"', 'status = "complete"'))
    assert faults(2566, root) == ["book.toml: status is complete, but O10 has no check yet"]


def test_the_sentence_of_such_items_is_missed(changed: Callable[..., Path]) -> None:
    root = changed(2566, book=("[sentences.not-checked-yet]", "[sentences.something-else]"))
    assert faults(2566, root) == ["book.toml: no sentence for not-checked-yet"]


def test_by_hand_ends_where_a_check_exists(changed: Callable[..., Path]) -> None:
    root = changed(2566, o10=('check = "privacy_policy"', 'check = "laws"'))
    assert faults(2566, root) == ["o10.toml: by_hand, but there is a check laws"]


@pytest.mark.parametrize("check", ["no_such_check", "../laws", ""])
def test_an_unknown_check_is_a_fault(changed: Callable[..., Path], check: str) -> None:
    root = changed(2565, o06=('check = "laws"', f'check = "{check}"'))
    assert faults(2565, root) == [f"o06.toml: no check is called {check}"]


def test_a_sealed_book_loads_and_its_fingerprint_stays(changed: Callable[..., Path]) -> None:
    digest = load(2565).digest
    sealed = load(2565, changed(2565, book=("year = 2565\n", f'year = 2565\nsealed = "{digest}"\n')))
    assert (sealed.digest, sealed.book.sealed) == (digest, digest)


def test_a_sealed_book_that_was_changed_is_refused(changed: Callable[..., Path]) -> None:
    seal = ("year = 2565\n", f'year = 2565\nsealed = "{load(2565).digest}"\n')
    root = changed(2565, book=seal, o06=("title_en = ", "title_en  = "))
    assert len(faults(2565, root)) == 1
