// Tick gaps and see the total. The page says everything without it; it only adds up numbers that stand in the page.
(() => {
  const block = document.getElementById("whatif");
  const line = block && block.querySelector(".whatif-trial");
  if (!line) return;
  const output = line.querySelector("output");
  const number = (element, name) => Number(element.dataset[name]);
  const cents = (figure) => Math.round((figure + 1e-9) * 100) / 100;
  const filled = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const levels = [...block.querySelectorAll("[data-level]")];
  const levelOf = (total, lowest) => {
    const found = levels.find((one) => total >= number(one, "least") && lowest >= number(one, "each"));
    return (found || levels[levels.length - 1]).dataset.level;
  };
  const boxes = [...block.querySelectorAll("[data-adds]")].map((row) => {
    const head = row.querySelector("th");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", head.textContent.trim());
    head.prepend(box);
    box.addEventListener("change", say);
    return { box, adds: number(row, "adds") };
  });

  function say() {
    const ticked = boxes.filter((one) => one.box.checked);
    const added = ticked.reduce((sum, one) => sum + one.adds, 0);
    const ends = ["low", "high"].map((end) => {
      const oit = Math.min(100, cents(number(block, end) + added));
      const total = cents(number(block, "rest") + number(block, "weight") * oit);
      return { total, level: levelOf(total, cents(Math.min(oit, number(block, "survey")))) };
    });
    const [low, high] = ends;
    const facts = {
      count: ticked.length,
      low: low.total.toFixed(2),
      high: high.total.toFixed(2),
      level: low.level === high.level ? low.level : filled(output.dataset.levels, { low: low.level, high: high.level }),
    };
    output.textContent = filled(output.dataset.says, facts);
  }

  line.hidden = false;
  say();
})();
