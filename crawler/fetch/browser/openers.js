// Which elements open a part of the page or lead to a route of it, and which must be left alone.
(() => {
  const page = window.__oit;
  if (page.openers) return;

  const LOOK_AT = [
    "summary", "button", "a", "area", "li", "td", "th", "tr", "span", "div", "p", "i", "b", "img", "h2", "h3", "h4", "h5", "dt",
    "[role=tab]", "[role=button]", "[role=menuitem]", "[role=link]", "[aria-expanded]", "[onclick]", "[routerlink]",
  ].join(",");
  const MOST_LOOKED_AT = 60000;
  const MOST_FOUND = 300;
  const MENU = "nav,header,[role=navigation],[role=menu],[role=menubar],[class*=menu],[class*=nav],[id*=menu],[id*=nav],"
    + "[class*=sidebar],[id*=sidebar]";
  const LEAVE = "[contenteditable],[disabled],[download],[class*=carousel],"
    + "[class*=slick],[class*=swiper],[class*=owl-],[class*=cookie],[id*=cookie],[class*=lightbox],[class*=fancybox]";
  const FIELDS = new Set(["INPUT", "SELECT", "TEXTAREA", "LABEL", "OPTION", "BODY", "HTML", "VIDEO", "AUDIO"]);
  const MORE = /อ่าน(เพิ่มเติม|ต่อ)|ดู(เพิ่มเติม|ทั้งหมด|รายละเอียด)|แสดง(เพิ่มเติม|ทั้งหมด|ข้อมูล)|โหลดเพิ่ม|รายละเอียด|(read|show|view|see|load)\s+(more|all)|expand/i;
  // Signing in and out, sending, deleting, sharing, printing; another language or letter size; closing what is open.
  const NEVER = /^[^\p{L}\p{N}]*(เข้าสู่ระบบ|ออกจากระบบ|ลงชื่อ|สมัคร|ส่ง(ข้อ|แบบ|ข้อมูล|คำ)?|บันทึก|ยืนยัน|ตกลง|ยอมรับ|ลบ|แก้ไข|ยกเลิก|ปิด|แชร์|พิมพ์|ล้าง|ย่อ|ซ่อน|ไทย|ภาษา.*|ก\s*[+-]?|log\s*(in|out|off)|sign\s*(in|out|up)|submit|send|save|delete|remove|cancel|close|ok|accept|agree|share|print|reset|clear|hide|less|vote|โหวต|ลงคะแนน|like|english|thai|th|en|eng|a\s*[+-]?|prev(ious)?|next|back|play|pause)[^\p{L}\p{M}\p{N}]*$/iu;
  const POSTS = /__doPostBack|\.submit\s*\(|WebForm_/;
  const GOES = /location(\.href)?\s*=|location\.(assign|replace)|window\.open/;

  page.words = (element) => {
    // A menu's entry is known by its own words, before and after its submenu was filled.
    const own = element.tagName !== "LI" ? [] : [...element.childNodes].filter((node) => !(
      node.nodeType === 1 && (/^[UO]L$/.test(node.tagName) || node.querySelector("ul,ol"))));
    const said = (own.map((node) => node.textContent).join(" ").trim() || element.textContent || "").replace(/\s+/g, " ").trim();
    const named = said || element.getAttribute("aria-label") || element.getAttribute("title")
      || (element.querySelector("img[alt]") || element).getAttribute("alt") || "";
    return named.trim().slice(0, 200);
  };

  const toggleOf = (e) => (e.dataset.bsToggle || e.dataset.toggle || "").toLowerCase();

  const leads = (e) => {
    if (e.tagName !== "A" && e.tagName !== "AREA") return false;
    const href = (e.getAttribute("href") || "").trim();
    if (!href || href === "#" || href === "#!") return false;
    if (/^javascript:/i.test(href)) return POSTS.test(href);
    // A place on this page is opened, not gone to; a script's route (#/news) is a link like any other.
    return !(href.startsWith("#") && !/^#[!/]/.test(href));
  };

  const reacts = (e) => {
    const key = Object.keys(e).find((name) => name.startsWith("__reactProps$") || name.startsWith("__reactEventHandlers$"));
    return key ? e[key] || {} : {};
  };
  const hears = (e, kinds) => [...(page.ears.get(e) || [])].some((kind) => kinds.test(kind));
  // Where one listener far above serves all entries, only the hand that the pointer becomes tells.
  const pointed = (e) => e.children.length < 3 && (e.closest(MENU) || Object.keys(e.dataset).length > 0)
    && getComputedStyle(e).cursor === "pointer" && getComputedStyle(e.parentElement || e).cursor !== "pointer";
  const clickable = (e) => Boolean(
    e.onclick || e.__click || pointed(e) || hears(e, /click|down/) || reacts(e).onClick || e.hasAttribute("ng-click") || e.hasAttribute("routerlink")
    || ["button", "menuitem", "link", "tab"].includes(e.getAttribute("role")) || e.tagName === "BUTTON"
    || (e.tagName === "A" && getComputedStyle(e).cursor === "pointer") || e.tagName === "SUMMARY",
  );
  const hoverable = (e) => Boolean(
    e.onmouseover || e.onmouseenter || hears(e, /over|enter/) || reacts(e).onMouseEnter || reacts(e).onMouseOver
    || e.getAttribute("aria-haspopup") === "true",
  );

  // What it opens already stands in the page with words of its own: readers find it there.
  const stands = (e) => {
    const names = [e.dataset.bsTarget, e.dataset.target, e.getAttribute("href"), e.getAttribute("aria-controls")];
    return names.some((name) => {
      const id = (name || "").replace(/^#/, "");
      const target = id && document.getElementById(id);
      const said = target ? (target.textContent || "").trim() : "";
      return said.length > 1 && !/^(กำลังโหลด|loading|โปรดรอ)/i.test(said);
    });
  };

  const closed = (e) => {
    if (e.tagName === "SUMMARY") return e.parentElement && e.parentElement.tagName === "DETAILS" && !e.parentElement.open;
    if (e.getAttribute("role") === "tab") return e.getAttribute("aria-selected") !== "true";
    return e.getAttribute("aria-expanded") === "false" || ["tab", "pill", "list", "collapse"].includes(toggleOf(e));
  };

  const forbidden = (e, said) => FIELDS.has(e.tagName) || leads(e) || (e.form && e.type !== "button")
    || NEVER.test(said) || POSTS.test(e.getAttribute("onclick") || "") || Boolean(e.closest(LEAVE));

  // Lower goes first: what says that it opens something, menus, "more", then whatever else can be clicked.
  const rank = (e) => {
    const said = page.words(e);
    if (e.tagName === "LI" && e.querySelector("a[href],button")) return hoverable(e) ? { hover: true, at: 1, said } : null;
    if (leads(e) && hoverable(e)) return { hover: true, at: 1, said };
    if (forbidden(e, said)) return null;
    if (closed(e)) return stands(e) ? null : { at: e.closest(MENU) ? 0 : 1.5, said };
    if (!clickable(e)) return hoverable(e) && e.closest(MENU) ? { hover: true, at: 1, said } : null;
    if (said.length < 2 || stands(e) || GOES.test(e.getAttribute("onclick") || "")) return null;
    if (e.getAttribute("aria-selected") === "true" || e.getAttribute("aria-expanded") === "true") return null;
    if (e.querySelector("a[href]:not([href^='#']),input,select,textarea")) return null;
    if (e.closest(MENU) || ["menuitem", "link"].includes(e.getAttribute("role"))) return { at: 1, said, menu: true };
    return MORE.test(said) ? { at: 2, said, more: true } : { at: 3, said };
  };

  // Elements to open, in order, each with a name that finds it again after the page was drawn anew.
  page.openers = () => {
    const found = [];
    const seen = new Map();
    const all = document.body ? document.body.querySelectorAll(LOOK_AT) : [];
    for (let i = 0; i < all.length && i < MOST_LOOKED_AT && found.length < MOST_FOUND; i += 1) {
      const element = all[i];
      const how = rank(element);
      if (how) {
        const name = `${element.tagName} ${element.id} ${element.getAttribute("role") || ""} ${how.said}`;
        const nth = (seen.get(name) || 0) + 1;
        seen.set(name, nth);
        found.push({ ...how, element, key: `${name} ${nth}` });
      }
    }
    // Of elements inside each other that say the same, the innermost is what a visitor hits.
    const inner = found.filter((one) => one.hover || !found.some((other) => other !== one && !other.hover
      && one.element.contains(other.element) && other.said === one.said));
    return inner.sort((a, b) => a.at - b.at);
  };
})();
