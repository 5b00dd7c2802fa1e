/* The heat map's tools: sorting, filters, arrow keys, and their state in the address, so that a view can be shared.
   The page shows everything without this. */
"use strict";
(() => {
  const section = document.getElementById("map");
  const table = document.getElementById("cells");
  if (!table) return;

  const PAGE = 10; // rows that Page Up and Page Down move by
  const [bandRow, headRow] = table.tHead.rows;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const bands = [...bandRow.querySelectorAll("th")];
  const items = [...headRow.cells].slice(2);
  const names = items.map((head) => head.querySelector("a").firstChild.data);
  const titles = items.map((head) => head.querySelector("a").title);
  const controls = ["sort", "status", "group", "item"].map((id) => document.getElementById(id)).filter(Boolean);
  const initial = Object.fromEntries(controls.map((control) => [control.id, control.options[0].value]));
  const shown = document.getElementById("shown");
  const here = section.querySelector(".here");
  let grid = [];
  let current = null;

  const state = () => Object.fromEntries(controls.map((control) => [control.id, control.value]));
  const said = (words, facts) => words.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
  const cellsOf = (row) => [...row.cells].slice(2).filter((cell) => !cell.hidden);

  // Rows and columns -------------------------------------------------------------------------------------------------

  function show() {
    const { status = "", group = "", item = "", sort } = state();
    const wanted = items.map((head, at) => !item || names[at] === item || head.dataset.band === item);
    for (const row of [headRow, ...rows]) {
      wanted.forEach((is, at) => { row.cells[at + 2].hidden = !is; });
    }
    for (const band of bands) {
      const number = band.textContent.trim().split(" ")[0];
      const left = items.filter((head, at) => wanted[at] && head.dataset.band === number).length;
      band.hidden = !left;
      band.colSpan = left || 1;
    }
    let hits = 0;
    for (const row of rows) {
      let found = 0;
      for (const cell of row.cells) {
        const hit = Boolean(status) && !cell.hidden && cell.classList.contains(status);
        cell.classList.toggle("hit", hit);
        found += hit;
      }
      row.hidden = (Boolean(group) && !row.dataset.tags.includes(`|${group}|`)) || (Boolean(status) && !found);
      if (!row.hidden) hits += found;
    }
    table.toggleAttribute("data-only", Boolean(status));
    order(sort);
    const seen = rows.filter((row) => !row.hidden).length;
    const facts = { rows: seen, allrows: rows.length, columns: wanted.filter(Boolean).length, allcolumns: items.length, cells: hits };
    const chosen = document.getElementById("status").selectedOptions[0];
    const words = status ? shown.dataset.status : shown.dataset.shown;
    shown.textContent = said(words, { ...facts, status: chosen.textContent.trim() });
    lay();
  }

  function order(sort) {
    const gaps = (row) => cellsOf(row).filter((cell) => cell.classList.contains("unmet")).length;
    const mid = (row) => Number(row.cells[1].dataset.low) + Number(row.cells[1].dataset.high);
    const keys = { best: (row) => -mid(row), worst: mid, gaps: (row) => -gaps(row), name: () => 0 };
    const measured = rows.map((row) => [(keys[sort] || keys.name)(row), row]);
    measured.sort((one, other) => one[0] - other[0]); // stable: equal ones stay in the order of their names
    body.append(...measured.map(([, row]) => row));
    headRow.cells[0].ariaSort = sort === "name" ? "ascending" : null;
    headRow.cells[1].ariaSort = { best: "descending", worst: "ascending" }[sort] || null;
  }

  // The address ------------------------------------------------------------------------------------------------------

  function remember() {
    const changed = Object.entries(state()).filter(([id, value]) => value !== initial[id]);
    history.replaceState(null, "", `#${changed.length ? new URLSearchParams(changed) : "map"}`);
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const known = controls.filter((control) => asked.has(control.id));
    if (!known.length) return false;
    for (const control of controls) {
      const value = asked.get(control.id) ?? initial[control.id];
      control.value = [...control.options].some((option) => option.value === value) ? value : initial[control.id];
    }
    return true;
  }

  // The keyboard -----------------------------------------------------------------------------------------------------

  const target = (cell) => cell.querySelector("a") || cell;

  function lay() {
    const visible = [headRow, ...body.rows].filter((row) => !row.hidden);
    grid = visible.map((row) => [...row.cells].filter((cell) => !cell.hidden).map(target));
    if (!current || !grid.some((line) => line.includes(current))) rove((grid[1] || grid[0])[0]);
  }

  function rove(to) {
    if (current) current.tabIndex = -1;
    current = to;
    current.tabIndex = 0;
  }

  function move(event) {
    const down = grid.findIndex((line) => line.includes(event.target));
    if (down < 0 || event.altKey || event.metaKey || event.shiftKey) return;
    const across = grid[down].indexOf(event.target);
    const [bottom, end] = [grid.length - 1, grid[0].length - 1];
    const all = event.ctrlKey;
    const steps = {
      ArrowLeft: [down, across - 1],
      ArrowRight: [down, across + 1],
      ArrowUp: [down - 1, across],
      ArrowDown: [down + 1, across],
      PageUp: [down - PAGE, across],
      PageDown: [down + PAGE, across],
      Home: [all ? 0 : down, 0],
      End: [all ? bottom : down, end],
    };
    if (!(event.key in steps) || (all && !["Home", "End"].includes(event.key))) return;
    event.preventDefault();
    const clamp = (at, most) => Math.min(Math.max(at, 0), most);
    const [row, column] = steps[event.key];
    rove(grid[clamp(row, bottom)][clamp(column, end)]);
    current.focus();
  }

  function tell(event) {
    const cell = event.target.closest("td, th");
    for (const head of headRow.querySelectorAll(".at")) head.classList.remove("at");
    const at = cell && cell.closest("tbody") ? cell.cellIndex - 2 : -1;
    if (at < 0) {
      here.textContent = "";
      return;
    }
    items[at].classList.add("at");
    const row = cell.parentElement.cells[0].querySelector("a");
    here.textContent = `${row.title || row.textContent} · ${names[at]} ${titles[at]}: ${cell.textContent}`;
  }

  // Ready ------------------------------------------------------------------------------------------------------------

  table.setAttribute("role", "grid");
  for (const cell of table.querySelectorAll("thead tr + tr > *, tbody th, tbody td")) target(cell).tabIndex = -1;
  for (const hidden of section.querySelectorAll(".tools, .keys, .here")) hidden.hidden = false;
  for (const control of controls) control.addEventListener("change", () => { show(); remember(); });
  document.getElementById("reset").addEventListener("click", () => {
    for (const control of controls) control.value = initial[control.id];
    show();
    remember();
  });
  addEventListener("hashchange", () => { if (recall()) show(); });
  table.addEventListener("keydown", move);
  table.addEventListener("focusin", (event) => { if (grid.some((line) => line.includes(event.target))) rove(event.target); tell(event); });
  table.addEventListener("mouseover", tell);
  const shared = recall();
  show();
  if (shared) section.scrollIntoView();
})();
