// Opens one thing after the other, keeps what goes away by it, and writes the page down.
(() => {
  const page = window.__oit;
  if (page.open) return;

  const MOST_COPIED = 30000; // elements; of larger pages nothing is copied, so nothing that goes away is kept
  const MISSING = 0.1; // of a page's lines: it is not drawn again yet
  const SMALL = 200; // letters of a counter or clock with its words
  const MOST_KEPT = 1000000; // letters of markup
  const MOST_AGAIN = 15; // presses of one button that puts more on the page each time
  const letter = /\p{L}{4}/u;
  const LOADING = /^(กำลัง|loading|โปรดรอ|กรุณารอ|please wait)/i;

  const tried = new Set();
  const presses = new Map(); // key -> how often it was pressed
  const kept = []; // { html, words, by, path, gone }: what went away, under which words, by which words
  const routes = []; // { href, words, key }
  let home = "";
  let queue = null;
  let turn = 0; // times that the page was drawn anew after a way back
  let now = null; // what is being opened

  // A fragment that names no route is a place on the page.
  const placeOf = (href) => href.replace(/#(?![!/]).*$/, "").replace(/#$/, "");

  const lines = (node, into = new Set()) => {
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentNode;
      if (parent && (parent.nodeName === "SCRIPT" || parent.nodeName === "STYLE")) continue;
      const said = walk.currentNode.data.replace(/\s+/g, " ").trim();
      if (said.length > 1) into.add(said);
    }
    return into;
  };

  const begin = () => {
    if (!home) home = location.href;
    page.noting = true;
    for (const details of document.querySelectorAll("details:not([open])")) details.open = true;
  };

  const shownBy = (element) => {
    const group = element.closest("[role=tablist],ul,ol,nav,[class*=tab],[class*=menu]") || element.parentElement;
    const open = group && group.querySelector("[aria-selected=true],[aria-current],.active,.selected,.current,.is-active,.on");
    return open && !open.contains(element) ? page.words(open) : "";
  };

  const fire = (element, hover) => {
    const options = { bubbles: true, cancelable: true, view: window };
    for (const kind of ["pointerover", "mouseover"]) element.dispatchEvent(new MouseEvent(kind, options));
    for (const kind of ["pointerenter", "mouseenter"]) element.dispatchEvent(new MouseEvent(kind, { view: window }));
    if (!hover) {
      element.dispatchEvent(new MouseEvent("mousedown", options));
      element.dispatchEvent(new MouseEvent("mouseup", options));
      element.click();
    }
  };

  // Click the next thing. known: addresses that menu entries of this site led to before, by key. null: nothing left.
  page.open = (known) => {
    begin();
    const next = () => queue.find((one) => !tried.has(one.key) && one.element.isConnected);
    if (!queue) queue = page.openers();
    let one = next();
    if (!one) {
      queue = page.openers();
      one = next();
    }
    if (!one) return null;
    tried.add(one.key);
    if (one.menu && known[one.key]) {
      routes.push({ href: known[one.key], words: one.said, key: one.key });
      return { words: one.said, key: one.key, clicked: false };
    }
    const small = document.body.getElementsByTagName("*").length <= MOST_COPIED;
    page.take();
    page.afresh();
    presses.set(one.key, (presses.get(one.key) || 0) + 1);
    now = {
      one, letters: document.body.textContent.length, before: small ? document.body.cloneNode(true) : null, shown: shownBy(one.element), popups: page.popups.length,
      entry: navigation.currentEntry.index, loading: page.loading(),
    };
    if (!one.hover && !one.menu) page.changed = performance.now(); // what it does may come a moment later
    try { fire(one.element, Boolean(one.hover)); } catch { /* the page's own trouble */ }
    if (one.hover) queue = null; // a submenu comes before the content
    return { words: one.said, key: one.key, clicked: true };
  };

  // Is the page still on its way back, or what was opened still on its way, though nothing moves?
  page.missing = () => {
    if (!now.before) return false;
    const present = lines(document.body);
    const old = [...lines(now.before)];
    return old.filter((said) => !present.has(said)).length > old.length * MISSING;
  };
  page.awaits = () => page.loading() > now.loading;

  const pathOf = (node) => {
    const path = [];
    for (let at = node; at !== document.body; at = at.parentNode) {
      path.unshift([...at.parentNode.childNodes].indexOf(at));
    }
    return path;
  };
  const follow = (root, path) => path.reduce((node, index) => node && node.childNodes[index], root);

  // The elements that changed and were there before, the innermost first.
  const changed = (records) => {
    const added = new Set();
    for (const record of records) for (const node of record.addedNodes) added.add(node);
    const found = new Set();
    for (const { target } of records) {
      if (!document.body.contains(target)) continue;
      let from = target;
      for (let at = target; at !== document.body; at = at.parentNode) if (added.has(at)) from = at.parentNode;
      found.add(from.nodeType === 1 ? from : from.parentNode);
    }
    const depth = (node) => { let steps = 0; for (let at = node; at; at = at.parentNode) steps += 1; return steps; };
    return [...found].map((one) => [depth(one), one]).sort((a, b) => b[0] - a[0]).map(([, one]) => one);
  };

  const wasAt = (place) => (place === document.body ? now.before : follow(now.before, pathOf(place)));

  // Words of an element's former state that stand nowhere on the page now.
  const goneFrom = (place, present) => {
    const old = wasAt(place);
    if (!old || old.nodeType !== 1) return [];
    return [...lines(old)].filter((said) => !present.has(said) && said !== now.one.said && !LOADING.test(said));
  };

  // Counters and clocks lose nothing.
  const onlyCounts = (place, gone) => {
    if (gone.join("").replace(/[\d\s:.,/-]/g, "").length < 4) return true;
    const old = wasAt(place);
    if (old.textContent.length >= SMALL || old.querySelector("td")) return false;
    const numberless = (said) => said.replace(/\d+/g, "#");
    const here = new Set([...lines(place)].map(numberless));
    return gone.every((said) => here.has(numberless(said)));
  };

  // A tab's pane that was replaced by one with the same words: "nothing in this month" is said of each month.
  const sameAgain = (places) => {
    if (!now.shown || now.shown === now.one.said) return null;
    return places.find((one) => {
      const old = one !== document.body && !one.contains(now.one.element) && wasAt(one);
      return old && old.nodeType === 1 && letter.test(old.textContent) && old.textContent === one.textContent;
    });
  };

  // Panes of tabs in the former state of the page, with the words that had opened them.
  const openTabs = () => {
    const found = new Map();
    for (const one of kept) {
      const inner = one.turn === turn && one.words && one.path.length ? follow(now.before, one.path) : null;
      if (inner && inner.nodeType === 1) found.set(inner, one.by);
    }
    return found;
  };

  // Keep what went away; parts that changed together (the cells of one table) are kept together.
  const keep = () => {
    const records = page.take();
    if (!now.before || !records.length) return;
    const present = lines(document.body);
    let place = null;
    const told = new Set(); // what an inner element lost tells nothing about those around it
    const places = changed(records);
    for (const one of places) {
      const gone = goneFrom(one, present).filter((said) => !told.has(said));
      for (const said of gone) told.add(said);
      if (gone.length && !onlyCounts(one, gone)) {
        place = place || one;
        while (!place.contains(one)) place = place.parentNode;
      }
    }
    now.lost = Boolean(place);
    place = place || sameAgain(places);
    if (!place) return;
    const gone = goneFrom(place, present);
    const old = wasAt(place);
    for (const [inner, words] of openTabs()) if (inner !== old && old.contains(inner)) inner.prepend(heading(document, words));
    const { innerHTML: html } = old;
    const size = kept.reduce((sum, one) => sum + one.html.length, 0);
    if (size + html.length > MOST_KEPT) return;
    const path = place === document.body ? [] : pathOf(place);
    kept.push({ html, words: now.shown, by: now.one.said, path, gone, turn });
  };

  // Look at what the last click did. Says where it led; then the page is on its way back.
  page.opened = () => {
    const popup = page.popups.length > now.popups ? page.popups[page.popups.length - 1] : "";
    const href = placeOf(location.href) === placeOf(home) ? "" : location.href;
    if (popup || href) routes.push({ href: href || popup, words: now.one.said, key: now.one.key });
    if (href) leave();
    else keep();
    if (!href && !popup) again();
    return { href, popup, menu: Boolean(now.one.menu) };
  };

  // "More" is pressed again as long as each press puts more below what stands there and takes nothing away.
  const again = () => {
    const { one, letters } = now;
    const grew = document.body.textContent.length > letters + one.said.length && !now.lost;
    if (one.more && grew && one.element.isConnected && presses.get(one.key) < MOST_AGAIN) tried.delete(one.key);
  };

  const leave = () => {
    const steps = navigation.currentEntry.index - now.entry;
    if (steps > 0) history.go(-steps);
    else settle();
  };

  const settle = () => {
    page.replace(history.state, "", home);
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    window.dispatchEvent(new HashChangeEvent("hashchange", { newURL: home }));
  };

  // After the way back: where the page does not stand where it was, it is put there.
  page.returned = () => {
    if (placeOf(location.href) !== placeOf(home)) settle();
    now.shown = ""; // what stood there is the page itself, no tab of it
    keep();
    turn += 1;
    queue = null;
  };

  // A main-frame navigation that was stopped while this element was being opened leads there.
  page.led = (key, words, href) => { routes.push({ href, words, key }); };

  const sections = (copy, body) => {
    if (!body) return;
    const present = lines(body);
    const added = new Map();
    const named = new Set();
    const settled = new Set();
    const titles = new Map(); // of what stands there now: the words that opened it last
    for (const { words, by, path, gone, turn: then } of kept) {
      const here = words && path.length ? follow(body, path) : null;
      if (!here || here.nodeType !== 1 || settled.has(here)) continue;
      const said = lines(here); // drawn anew, the page shows again what it showed first
      const again = then < turn && gone.length > 0 && gone.every((line) => said.has(line));
      if (again) settled.add(here);
      titles.set(here, again ? words : by);
    }
    for (const { html, words, path, gone } of kept) {
      if (gone.length ? gone.every((said) => present.has(said)) : named.has(words)) continue;
      named.add(words);
      const section = copy.createElement("section");
      section.setAttribute("data-revealed", words);
      section.setAttribute("hidden", "");
      section.innerHTML = html;
      if (words) section.prepend(heading(copy, words));
      for (const said of gone) present.add(said);
      added.set(section, path.length ? follow(body, path) : null);
    }
    const ends = new Map(); // of what was put behind a place before, so that tabs keep their order
    for (const [section, place] of added) {
      if (place && place.nodeType === 1 && place.parentNode && !/^(UL|OL|TABLE|TBODY|TR|SELECT)$/.test(place.parentNode.nodeName)) {
        if (titles.has(place)) place.before(section); // the last tab opened stands last
        else {
          (ends.get(place) || place).after(section);
          ends.set(place, section);
        }
      } else {
        body.append(section);
      }
    }
    for (const [place, words] of titles) place.prepend(heading(copy, words));
  };

  const heading = (copy, words) => {
    const made = copy.createElement("h4");
    made.textContent = words;
    return made;
  };

  const link = (copy, href, words) => {
    const anchor = copy.createElement("a");
    anchor.setAttribute("href", href);
    anchor.textContent = words;
    return anchor;
  };

  const linked = (copy, element, route) => {
    if (element.tagName === "A") {
      element.setAttribute("href", route.href);
    } else if (!element.querySelector("a") && !/^(UL|OL|TABLE|TBODY|TR|BUTTON|IMG)$/.test(element.tagName)) {
      const anchor = link(copy, route.href, "");
      anchor.append(...element.childNodes);
      element.append(anchor);
    } else {
      element.after(link(copy, route.href, route.words));
    }
  };

  // Shadow trees and frames without an address of their own are written where they stand.
  const inward = (copy, live, written) => {
    const walk = document.createTreeWalker(live, NodeFilter.SHOW_ELEMENT);
    const twin = copy.createTreeWalker(written, NodeFilter.SHOW_ELEMENT);
    const found = [];
    do {
      const node = walk.currentNode;
      let inner = node.shadowRoot;
      if (node.tagName === "IFRAME" && !/^https?:/.test(node.src)) {
        try { inner = node.contentDocument && node.contentDocument.body; } catch { inner = null; }
      }
      if (inner) found.push([node, inner, twin.currentNode]);
    } while (walk.nextNode() && twin.nextNode());
    for (const [node, inner, place] of found) {
      const box = copy.createElement("div");
      for (const child of inner.childNodes) {
        const clone = copy.importNode(child, true);
        box.append(clone);
        if (child.nodeType === 1) inward(copy, child, clone);
      }
      for (const style of box.querySelectorAll("style")) style.remove();
      if (node.tagName === "IFRAME") place.after(box);
      else place.prepend(box);
    }
  };

  // The page as markup. routes: addresses the page led to without a click.
  page.write = (extra) => {
    const copy = document.implementation.createHTMLDocument("");
    const root = copy.importNode(document.documentElement, true);
    copy.replaceChild(root, copy.documentElement);
    const body = copy.body;
    const all = document.documentElement.querySelectorAll("*");
    const twins = root.querySelectorAll("*");
    const targets = [];
    const left = [];
    if (routes.length) {
      const places = new Map([...all].map((element, index) => [element, index]));
      const openers = new Map(page.openers().map((one) => [one.key, one.element]));
      for (const route of routes) {
        const element = openers.get(route.key);
        const at = element ? places.get(element) : undefined;
        if (at !== undefined && twins[at]) targets.push([twins[at], route]);
        else left.push(route);
      }
    }
    inward(copy, document.documentElement, root);
    sections(copy, body);
    for (const [element, route] of targets) linked(copy, element, route);
    left.push(...extra);
    if (left.length && body) {
      const section = copy.createElement("section");
      section.setAttribute("data-routes", "");
      section.setAttribute("hidden", "");
      for (const route of left) section.append(link(copy, route.href, route.words), copy.createElement("br"));
      body.append(section);
    }
    const type = document.doctype ? "<!DOCTYPE html>" : "";
    return type + root.outerHTML;
  };

  page.summary = () => ({ url: location.href, dialogs: page.dialogs, popups: page.popups.slice(0, 100), loading: page.loading() });
})();
