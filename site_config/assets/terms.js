/* Terms: the first use on a page is a link to the glossary. With scripts, Enter, a click or a tap says there what it means, in a note
   below the word, so that nobody has to leave the page. Escape, or going elsewhere, closes it. */
(() => {
  let open;

  const close = () => {
    if (!open) return;
    open.link.setAttribute("aria-expanded", "false");
    open.note.remove();
    open = null;
  };

  const show = link => {
    const note = document.createElement("span");
    note.className = "nb-explained";
    note.setAttribute("role", "status");
    link.after(note);
    note.textContent = `${link.title}. ${link.dataset.means}`;
    link.setAttribute("aria-expanded", "true");
    open = { link, note };
  };

  document.addEventListener("click", event => {
    const link = event.target.closest("a.nb-term");
    const was = open?.link;
    if (event.target.closest(".nb-explained")) return;
    close();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link !== was) show(link);
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
  document.addEventListener("focusout", event => { if (event.target === open?.link && event.relatedTarget) close(); });

  for (const link of document.querySelectorAll("a.nb-term")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("keydown", event => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  }
})();
