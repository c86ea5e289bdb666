// Only in the preview: loads the page again when it was drawn anew, and shows what is wrong with the files.
(() => {
  "use strict";
  let seen = null;
  let panel = null;

  function show(errors) {
    panel?.remove();
    panel = null;
    if (errors.length === 0) return;
    panel = document.createElement("div");
    panel.id = "needsbook-problems";
    panel.setAttribute("role", "alert");
    for (const [name, value] of Object.entries({
      position: "fixed", insetInline: "0", bottom: "0", zIndex: "9999", maxHeight: "45vh", overflow: "auto",
      padding: "1rem 1.5rem", background: "#fff", color: "#111", borderTop: "4px solid #b00020", font: "16px/1.5 system-ui, sans-serif",
    })) panel.style[name] = value;
    const heading = document.createElement("strong");
    heading.textContent = `${errors.length === 1 ? "One error" : `${errors.length} errors`}: the last good site is shown`;
    const list = document.createElement("ul");
    for (const error of errors) {
      const item = document.createElement("li");
      item.textContent = error;
      list.append(item);
    }
    panel.append(heading, list);
    document.body.append(panel);
  }

  new EventSource("/_needsbook/events").onmessage = (event) => {
    const news = JSON.parse(event.data);
    show(news.errors);
    if (seen !== null && news.version !== seen && news.errors.length === 0) location.reload();
    seen = news.version;
  };
})();
