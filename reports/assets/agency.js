// Better with scripts, whole without: addresses are copied with a button, folded proof opens where a link leads.
"use strict";
(() => {
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // A page that was opened from a stick may not have the clipboard: the older way still works there.
  const toClipboard = (node) => {
    select(node);
    return navigator.clipboard
      ? navigator.clipboard.writeText(node.textContent).then(() => true, () => document.execCommand("copy"))
      : Promise.resolve(document.execCommand("copy"));
  };

  for (const address of document.querySelectorAll(".copyable")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = address.dataset.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      if (await toClipboard(address)) {
        button.textContent = address.dataset.copied;
      }
    });
    address.after(button);
  }

  // A link to an item that the filter hides shows it again, and its proof unfolded.
  const box = document.getElementById("only-gaps");
  const arrive = () => {
    const card = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!card || !card.classList.contains("card")) {
      return;
    }
    if (box && box.checked && card.offsetParent === null) {
      box.checked = false;
    }
    const folded = card.querySelector(".folded");
    if (folded) {
      folded.open = true;
    }
    card.scrollIntoView();
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
