// Runs in every page before its own scripts: notices when the page is quiet, which routes it takes, whom it asks.
(() => {
  if (window.__oit) return;

  // Letters by which a change may differ from what it replaces: clocks, counters and sliders are no news.
  const SLACK = 8;
  const RESTLESS = 6; // times that a place is written anew without growing
  const EARS = new Set(["click", "mousedown", "pointerdown", "mouseover", "mouseenter", "pointerenter", "pointerover"]);

  const page = {
    changed: performance.now(), // when something last changed that a reader would see
    dialogs: 0,
    popups: [],
    ears: new WeakMap(), // element -> the events it listens to
    records: [], // changes since the last look, while something is being opened
    noting: false,
  };
  Object.defineProperty(window, "__oit", { value: page });

  const words = (nodes) => [...nodes].reduce((sum, node) => sum + (node.textContent || "").length, 0);
  const elements = (nodes) => [...nodes].filter((node) => node.nodeType === 1).length;

  // What is written anew all the time and grows no more (a running line, a slide show) would keep a page busy for ever.
  let sizes = new WeakMap(); // place -> the most letters it ever had, the changes since
  const placeOf = (node) => (node.nodeType === 1 ? node : node.parentNode || node);
  const isRestless = (place) => {
    const size = (place.textContent || "").length;
    const known = sizes.get(place);
    if (!known || size > known.most) {
      sizes.set(place, { most: size, since: 0 });
      return false;
    }
    known.since += 1;
    return known.since > RESTLESS;
  };

  page.afresh = () => { sizes = new WeakMap(); };

  const observer = new MutationObserver((records) => {
    if (page.noting) page.records.push(...records);
    if (document.readyState === "loading") {
      page.changed = performance.now();
      return;
    }
    let letters = 0;
    let pieces = 0;
    const restless = new Map();
    for (const record of records) {
      const place = placeOf(record.target);
      if (!restless.has(place)) restless.set(place, isRestless(place));
      if (restless.get(place)) continue;
      if (record.type === "characterData") {
        letters += Math.abs(record.target.data.length - (record.oldValue || "").length);
      } else {
        letters += words(record.addedNodes) - words(record.removedNodes);
        pieces += elements(record.addedNodes) - elements(record.removedNodes);
      }
    }
    if (Math.abs(letters) > SLACK || pieces !== 0) page.changed = performance.now();
  });
  observer.observe(document, { childList: true, characterData: true, characterDataOldValue: true, subtree: true });

  // Places that say they are being loaded and nothing else.
  const LOADING = /^[^\p{L}\p{N}]*(กำลัง(ดาวน์โหลด|โหลด|เปิด|ค้น|ดึง|เรียก|จัด|อ่าน|เตรียม|แสดง|ประมวลผล|เชื่อมต่อ)|(กรุณา|โปรด)รอ|loading|please wait)/iu;
  page.loading = () => {
    let count = 0;
    const walk = document.createTreeWalker(document.body || document, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement: parent } = walk.currentNode;
      if (data.length < 80 && LOADING.test(data) && parent && parent.checkVisibility({ visibilityProperty: true })
        && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(parent.tagName)) count += 1;
    }
    return count;
  };

  // Timers that are overdue on a busy machine run first: what they change counts.
  const soon = window.setTimeout.bind(window);
  page.quiet = () => new Promise((tell) => {
    soon(() => tell(document.readyState === "loading" ? 0 : performance.now() - page.changed), 0);
  });

  page.take = () => {
    const records = page.records.concat(observer.takeRecords());
    page.records = [];
    return records;
  };

  // A page that waits for an answer to a question would wait for ever: nobody is there.
  window.alert = () => { page.dialogs += 1; };
  window.confirm = () => { page.dialogs += 1; return false; };
  window.prompt = () => { page.dialogs += 1; return null; };
  window.print = () => {};
  window.open = (url) => {
    if (url && page.popups.length < 100) {
      try { page.popups.push(new URL(url, document.baseURI).href); } catch { /* no address */ }
    }
    return null;
  };

  // Peer connections and QUIC go round the network service; the start options forbid them, too.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete window[name];

  page.replace = history.replaceState.bind(history);

  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function addEventListener(type, ...rest) {
    if (EARS.has(type) && this instanceof Element) {
      if (!page.ears.has(this)) page.ears.set(this, new Set());
      page.ears.get(this).add(type);
    }
    return listen.call(this, type, ...rest);
  };
})();
