/* /embed/?figure=area/section/figure: takes the figure out of its own page, so that there is one source and nothing can drift. */
(async () => {
  const slot = document.querySelector("[data-embed]");
  const path = new URLSearchParams(location.search).get("figure") || "";
  const parts = path.split("/");

  const refuse = words => { slot.querySelector("span").textContent = words; };
  if (parts.length < 3 || !parts.every(part => /^[a-z0-9-]+$/.test(part))) return refuse("The address of a figure is area/section/figure.");

  const id = "fig-" + parts.pop();
  const address = new URL(`areas/${parts.join("/")}/`, window.needsbook.root);
  let figure;
  try {
    const answer = await fetch(address);
    if (!answer.ok) return refuse("This edition has no such page.");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    figure = page.getElementById(id);
  } catch {
    return refuse("The figure could not be loaded.");
  }
  if (!figure) return refuse("This edition has no such figure.");

  /* Links are relative to the figure's page, and must leave the frame. */
  figure.querySelector(".nb-actions")?.remove();
  for (const link of figure.querySelectorAll("a[href]")) {
    link.href = new URL(link.getAttribute("href"), address);
    link.target = "_top";
  }
  const home = document.createElement("p");
  home.className = "nb-foottext";
  const link = Object.assign(document.createElement("a"), { href: address + "#" + id, target: "_top", textContent: "Figure, data and notes on Needsbook" });
  const edition = figure.dataset.edition;
  home.append(link, edition ? `. ${edition} edition.` : ".");
  slot.replaceChildren(figure, home);
  window.needsbook.start(slot);
})();
