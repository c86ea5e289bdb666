/* The place finder of the home page: leads to a place by its code or name. */
(() => {
  /* The links on this page; of a large site, whose home page cannot list every place, those of a file too. */
  const listed = () => [...document.querySelectorAll("[data-place]")].map(link => ({ name: link.dataset.place, code: link.dataset.code || "", within: link.dataset.in, href: link.href }));
  const files = new Map();
  const listedIn = file => {
    if (!files.has(file)) files.set(file, fetch(file).then(answer => { if (!answer.ok) throw new Error(file); return answer.json(); }));
    return files.get(file).then(({ areas }) => areas.flatMap(area => area.places.map(([name, code, end]) => ({ name, code, within: area.in, href: new URL(`${area.up}${end}/`, document.baseURI).href }))));
  };

  /* By code, else by whole name, else by the beginning of the name. Two reports can have a ward of one name: then the reader chooses. */
  const findPlaces = (places, typed) => {
    const wanted = typed.toLowerCase();
    const tries = [
      place => place.code.toLowerCase() === wanted,
      place => place.name.toLowerCase() === wanted,
      place => place.name.toLowerCase().startsWith(wanted)
    ];
    for (const test of tries) {
      const found = new Map(places.filter(test).map(place => [place.href, place]));
      if (found.size) return [...found.values()];
    }
    return [];
  };

  const choiceOf = place => {
    const choice = document.createElement("a");
    choice.href = place.href;
    choice.textContent = place.within ? `${place.name}, ${place.within}` : place.name;
    return choice;
  };

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (!form.matches(".nb-find")) return;
    event.preventDefault();
    const typed = form.querySelector("input").value.trim();
    const answer = form.querySelector("output");
    if (!typed) { answer.textContent = "Type the name or code of a place."; return; }
    const more = form.dataset.places ? await listedIn(form.dataset.places).catch(() => null) : [];
    const found = findPlaces([...listed(), ...(more || [])], typed);
    if (found.length === 1) location.href = found[0].href;
    else if (found.length) answer.replaceChildren("More than one place: ", ...found.slice(0, 12).flatMap(place => [choiceOf(place), " "]));
    else answer.textContent = more ? "No place of that name or code in this edition." : "The list of places could not be read. Choose an area below.";
  });
})();
