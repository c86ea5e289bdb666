/* Editions of the site. /versions.json, beside the folders of all editions, says which there are. This adds them to the header, says on
   an older edition that there is a newer one, and follows addresses that have moved. Every link has a plain form in the page. */
(async () => {
  const here = document.querySelector(".nb-editions");

  /* ---- Addresses that have moved ---------------------------------------------------- */

  /* The line that stands where an anchor was leads on; else the page itself does, with the anchor that was asked for. */
  const follow = () => {
    const asked = decodeURIComponent(location.hash.slice(1));
    const line = asked && document.getElementById(asked)?.querySelector("a[data-moved]");
    const page = document.querySelector("a[data-moved-page]");
    if (line) location.replace(line.href);
    else if (page) location.replace(page.hash ? page.href : page.href + location.hash);
  };
  follow();
  addEventListener("hashchange", follow);

  if (!here) return;
  const { edition, page } = here.dataset;
  const all = new URL("../", window.needsbook.root);
  const samePage = folder => new URL(`${folder}/${page}`, all);

  let versions;
  try {
    const answer = await fetch(new URL("versions.json", all));
    if (!answer.ok) return;
    versions = await answer.json();
  } catch {
    return;                                  /* a copy of one edition, without the others */
  }
  const latest = versions.find(one => one.aliases.includes("latest"));
  const own = versions.find(one => one.version === edition);

  /* ---- Header ----------------------------------------------------------------------- */

  const link = (href, words) => Object.assign(document.createElement("a"), { href, textContent: words });

  /* The address in another edition, or the nearest one above it that the edition has. */
  const nearest = async folder => {
    const answer = await fetch(new URL(`${folder}/addresses.json`, all));
    const known = new Set(answer.ok ? await answer.json() : []);
    const figure = page + location.hash;
    if (known.has(figure)) return new URL(`${folder}/${figure}`, all);
    let address = page;
    while (address && !known.has(address)) address = address.replace(/[^/]+\/$/, "");
    return new URL(`${folder}/${address}`, all);
  };

  const item = one => {
    const line = document.createElement("li");
    const words = one.version + (one === latest ? " (latest)" : "") + (one.withdrawn ? " (withdrawn)" : "");
    const to = link(samePage(one.version), words);
    if (one === own) to.setAttribute("aria-current", "true");
    to.addEventListener("click", async event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      location.href = await nearest(one.version).catch(() => to.href);
    });
    line.append(to);
    return line;
  };
  here.querySelector("ul").prepend(...versions.map(item));

  /* ---- Banner ------------------------------------------------------------------------ */

  const correction = versions.find(one => one.corrects === edition);
  if (!latest || latest.version === edition) return;
  const banner = document.createElement("aside");
  banner.className = "nb-notice nb-notice--warn nb-older";
  banner.setAttribute("aria-label", "Older edition");
  const newer = link(samePage("latest"), `See this page in the ${latest.version} edition`);
  const point = () => { newer.hash = location.hash; };
  point();
  addEventListener("hashchange", point);
  const title = document.createElement("b");
  title.textContent = `This is the ${edition} edition`;
  const words = document.createElement("p");
  words.append(correction ? `It was corrected: ${correction.correction} ` : "It is not the latest. ", newer);
  banner.append(title, words);
  document.querySelector(".nb-main")?.prepend(banner);
})();
