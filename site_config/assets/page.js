/* The small things of a page: the buttons of the header and under a figure, tables that start closed beside their picture, the place
   finder. Every one has a plain way without scripts, or is hidden there. One listener each for the whole document. */
(() => {
  const { setScheme, isDark } = window.needsbook;
  const html = document.documentElement;

  /* ---- Header ------------------------------------------------------------- */

  const showScheme = () => {
    for (const button of document.querySelectorAll('[data-do="scheme"]')) button.setAttribute("aria-pressed", String(isDark()));
  };

  /* Material opens its search with a hidden checkbox. Focus returns to the button that opened it. */
  let searchOpener;
  const openSearch = opener => {
    const toggle = document.getElementById("__search");
    const field = document.querySelector(".md-search__input");
    if (!toggle || !field) return;
    searchOpener = opener;
    if (!toggle.checked) toggle.click();
    field.focus();
  };
  const watchSearch = () => {
    document.getElementById("__search")?.addEventListener("change", event => {
      if (!event.target.checked && searchOpener) { searchOpener.focus(); searchOpener = null; }
    });
  };

  /* ---- Under a figure ---------------------------------------------------------- */

  const say = (button, words) => {
    const line = button.closest(".nb-fig")?.querySelector(".nb-said");
    if (!line) return;
    line.textContent = words;
    setTimeout(() => { if (line.textContent === words) line.textContent = ""; }, 6000);
  };

  /* The clipboard exists only on https and localhost, and may be refused: then the reader gets the address to copy. */
  const copyLink = async button => {
    const link = new URL("#" + button.closest(".nb-fig").id, location.href).href;
    try { await navigator.clipboard.writeText(link); say(button, "Link copied"); } catch { say(button, link); }
  };

  const savePicture = format => async button => {
    const place = button.closest(".nb-fig").querySelector("[data-figure]");
    try { await window.needsbookFigures.picture(place, format); say(button, "Picture saved"); } catch (error) {
      console.error("Needsbook: the picture could not be made", error);
      say(button, "The picture could not be made. The data can be downloaded instead.");
    }
  };

  /* A shade at the edge of a table that goes on to the right: phones hide their scroll bars. */
  const shade = ({ target: region }) => region.toggleAttribute("data-more", region.scrollWidth - region.clientWidth - region.scrollLeft > 2);
  const widths = new ResizeObserver(entries => entries.forEach(shade));
  for (const region of document.querySelectorAll(".nb-scroll")) {
    widths.observe(region);
    region.addEventListener("scroll", event => shade(event), { passive: true });
  }

  /* An edition that was announced and whose day has passed. The page does not know what day it is read on; the browser does. */
  const today = new Date().toISOString().slice(0, 10);
  for (const cell of document.querySelectorAll("[data-due]")) if (cell.dataset.due < today) cell.append(" (overdue)");

  /* Into Word or PowerPoint: a plain table with borders, and where it is from. Programs that take no table get text with tabs. */
  const plainTable = table => {
    const copy = table.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name } of [...element.attributes]) if (!["scope", "colspan", "rowspan", "href"].includes(name)) element.removeAttribute(name);
    }
    for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), location.href);
    copy.setAttribute("border", "1");
    return copy.outerHTML;
  };
  const lines = table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.trim()).join("\t")).join("\n");
  const copyTable = async button => {
    const figure = button.closest(".nb-fig");
    const tables = [...figure.querySelectorAll("table")], source = figure.querySelector(".nb-foottext p")?.textContent || "";
    const title = figure.querySelector("figcaption :is(h2, h3)");
    const html = `<h3>${title.innerHTML}</h3>${tables.map(plainTable).join("<br>")}<p>${figure.querySelector(".nb-foottext p")?.innerHTML || ""}</p>`;
    const text = [title.textContent, ...tables.map(lines), source].join("\n\n");
    const blob = (words, type) => new Blob([words], { type });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/html": blob(html, "text/html"), "text/plain": blob(text, "text/plain") })]);
      say(button, "Table copied");
    } catch { say(button, "The browser does not allow copying here. The data can be downloaded instead."); }
  };
  const copyPicture = async button => {
    const place = button.closest(".nb-fig").querySelector("[data-figure]");
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": window.needsbookFigures.png(place) })]);
      say(button, "Picture copied");
    } catch { say(button, "The browser does not allow copying here. The picture can be saved instead."); }
  };

  const ACTIONS = {
    scheme: () => { setScheme(isDark() ? "default" : "slate"); },
    search: openSearch,
    link: copyLink,
    png: savePicture("png"),
    svg: savePicture("svg"),
    copypng: copyPicture,
    table: copyTable
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-do]");
    if (button && ACTIONS[button.dataset.do]) ACTIONS[button.dataset.do](button);
  });

  /* A table that can be folded is open in the page for readers without scripts; with them it closes, unless the address asks for it. */
  const closeTables = scope => {
    for (const table of scope.querySelectorAll("details.nb-table:not([data-ready])")) {
      table.dataset.ready = "";
      table.open = false;
    }
    openTarget();
  };
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const table = target && target.closest("details");
    if (table && !table.open) { table.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", openTarget);

  /* Where the site's own address is not known when it is built, citations and embed codes are completed here. */
  const fillAddresses = scope => {
    for (const slot of scope.querySelectorAll("[data-address]")) slot.textContent = new URL(slot.dataset.address, location.href).href;
  };

  /* ---- Start ------------------------------------------------------------------------- */

  const start = (scope = document) => {
    window.needsbookFigures.start(scope);
    window.needsbookWalk(scope);
    closeTables(scope);
    fillAddresses(scope);
  };
  window.needsbook.start = start;

  new MutationObserver(showScheme).observe(html, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  showScheme();
  watchSearch();
  start();
})();
