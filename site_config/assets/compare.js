/* Compare: a reader picks places of any areas; their numbers stand side by side where the measure and the period are the same.
   The choice is kept in the address (?place=derby/E05001767&place=…), so that it can be sent on. Only the site's own files are read. */
(() => {
  const MOST = 6;                     /* places side by side that a reader can still take in */

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const start = async panel => {
    const base = new URL(panel.dataset.compare, location.href);
    const files = new Map();
    const read = name => {
      if (!files.has(name)) files.set(name, fetch(new URL(name, base)).then(answer => { if (!answer.ok) throw new Error(name); return answer.json(); }));
      return files.get(name);
    };

    const form = element("form");
    const label = element("label", "Add a place", { for: "compare-place" });
    const field = element("input", undefined, { id: "compare-place", list: "compare-places", autocomplete: "off" });
    const options = element("datalist", undefined, { id: "compare-places" });
    const add = element("button", "Add", { type: "submit" });
    const said = element("p", "", { role: "status" });
    const chosenList = element("ul", undefined, { "class": "nb-chosen" });
    const result = element("div", undefined, { "class": "nb-scroll", tabindex: "0", role: "region", "aria-label": "Places side by side" });
    const about = element("label", "Measures", { for: "compare-measures" });
    const subject = element("select", undefined, { id: "compare-measures" });
    form.append(label, field, options, add, about, subject);
    panel.append(form, said, chosenList, result);

    const { areas } = await read("areas.json");
    const every = areas.flatMap(area => [
      { key: `${area.area}/${area.code}`, name: area.name, within: area.title },
      ...area.places.map(place => ({ key: `${area.area}/${place.place_code}`, name: place.place, within: area.name, code: place.place_code }))
    ]);
    const byKey = new Map(every.map(place => [place.key, place]));
    const title = place => `${place.name} (${place.within})`;
    options.append(...every.map(place => element("option", undefined, { value: title(place) })));

    const titles = new Map(areas.flatMap(area => area.sections).map(section => [section.section, section.title]));
    subject.append(element("option", "All that the places have in common", { value: "" }), ...[...titles].map(([name, words]) => element("option", words, { value: name })));
    subject.value = new URLSearchParams(location.search).get("measures") || "";

    let chosen = new URLSearchParams(location.search).getAll("place").filter(key => byKey.has(key)).slice(0, MOST);

    const remember = () => {
      const search = new URLSearchParams([...chosen.map(key => ["place", key]), ...(subject.value ? [["measures", subject.value]] : [])]);
      history.replaceState(null, "", location.pathname + ([...search].length ? `?${search}` : "") + location.hash);
    };

    const find = text => {
      const wanted = text.trim().toLowerCase();
      return every.find(place => title(place).toLowerCase() === wanted) || every.find(place => place.name.toLowerCase() === wanted || place.code?.toLowerCase() === wanted);
    };

    const remove = key => { chosen = chosen.filter(one => one !== key); show(); field.focus(); };

    const show = async () => {
      remember();
      chosenList.replaceChildren(...chosen.map(key => {
        const item = element("li", `${title(byKey.get(key))} `);
        const button = element("button", "Remove", { type: "button", "aria-label": `Remove ${title(byKey.get(key))}` });
        button.addEventListener("click", () => remove(key));
        item.append(button);
        return item;
      }));
      if (!chosen.length) { result.replaceChildren(); return; }
      const data = await Promise.all(chosen.map(key => read(`places/${key.split("/")[0]}.json`)));
      result.replaceChildren(table(data));
    };

    /* One line for each measure that two chosen places have, or all of one subject; the first place with a number sets the period for the others. */
    const table = data => {
      const made = element("table", undefined, { "class": "data" });
      made.append(element("caption", "Places side by side"));
      const head = element("tr");
      head.append(element("th", "Measure", { scope: "col" }), ...chosen.map(key => element("th", title(byKey.get(key)), { scope: "col" })));
      const thead = element("thead"), body = element("tbody");
      thead.append(head);
      const measures = new Map(data.flatMap(area => area.measures).map(measure => [measure.measure, measure]));
      for (const [name, measure] of measures) {
        const found = chosen.map((key, n) => data[n].measures.find(one => one.measure === name)?.values.find(value => value.place_code === key.slice(key.indexOf("/") + 1)));
        if (subject.value ? !name.startsWith(`${subject.value}/`) || !found.some(Boolean) : found.filter(Boolean).length < Math.min(chosen.length, 2)) continue;
        const period = found.find(Boolean).period;
        const units = new Set(chosen.map((_, n) => data[n].measures.find(one => one.measure === name)?.unit).filter(unit => unit !== undefined));
        const line = element("tr");
        line.append(element("th", `${measure.label}, ${period}`, { scope: "row" }), ...found.map(value => cell(value, period, units.size > 1)));
        body.append(line);
      }
      made.append(thead, body);
      return made;
    };

    const cell = (value, period, unitsDiffer) => {
      if (!value) return element("td", "[x]", { "data-mark": "x" });
      if (unitsDiffer) return element("td", "Not compared: another unit");
      if (value.period !== period) return element("td", `Not compared: of ${value.period}`);
      return element("td", value.text, value.value === null ? { "data-mark": (value.mark || "[x]").slice(1, -1) } : {});
    };

    form.addEventListener("submit", event => {
      event.preventDefault();
      const place = find(field.value);
      if (!place) said.textContent = "No place of that name or code is on this site.";
      else if (chosen.includes(place.key)) said.textContent = `${title(place)} is there already.`;
      else if (chosen.length === MOST) said.textContent = `At most ${MOST} places: remove one first.`;
      else { chosen = [...chosen, place.key]; field.value = ""; said.textContent = `${title(place)} added.`; show(); }
    });
    subject.addEventListener("change", show);
    await show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const panel of document.querySelectorAll("[data-compare]")) {
      start(panel).catch(error => {
        console.error("Needsbook: places could not be compared", error);
        panel.append(element("p", "The numbers could not be read. They stand on the pages of the places.", { role: "status" }));
      });
    }
  });
})();
