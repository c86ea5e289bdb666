/* The scenario of the need page: a reader changes the assumed shares and the staff, and sees what would follow. It starts from the
   page's own numbers (data-scenario), sends nothing anywhere, and never changes a published number.

   The address keeps what was changed (#scenario?0=38.5&wte=20), so that a scenario can be sent to a colleague. */
(() => {
  const NAME = "scenario";
  const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const field = (id, label, value, attributes) => {
    const line = element("p");
    const name = element("label", label);
    const input = element("input");
    name.htmlFor = input.id = id;
    Object.assign(input, { type: "number", inputMode: "decimal", defaultValue: value ?? "", ...attributes });
    line.append(name, input);
    return { line, input };
  };

  const inRange = input => input.value !== "" && input.validity.valid ? Number(input.value) : null;

  const start = panel => {
    const { bands, wte, model } = JSON.parse(panel.dataset.scenario);
    const form = element("form", undefined, "nb-scenario-form");
    const rates = bands.map((band, n) => field(`scenario-${n}`, `Share of children aged ${band.ages} with predicted need, %`, band.rate, { min: 0, max: 100, step: "any" }));
    const staff = field("scenario-wte", "Therapists and others, WTE", wte, { min: 0, max: 100000, step: "any" });
    const results = element("output", undefined, "nb-scenario-results");
    const reset = element("button", "Back to the published numbers");
    reset.type = "reset";
    form.append(...rates.map(one => one.line), staff.line, reset);

    const row = (label, text, published) => {
      const line = element("p");
      line.append(element("span", label), element("b", text));
      if (published) line.append(element("small", published));
      return line;
    };

    const show = () => {
      const lines = [];
      let need = 0, complete = true;
      bands.forEach((band, n) => {
        const rate = inRange(rates[n].input);
        if (rate === null) {
          complete = false;
          lines.push(row(`Ages ${band.ages}`, "Write a share from 0 to 100."));
          return;
        }
        const children = rate === band.rate ? band.predicted : band.people * rate / 100;   /* the published number is not rounded twice */
        need += children;
        lines.push(row(`Predicted need, ages ${band.ages}`, `${whole.format(children)} children`, `published: ${whole.format(band.predicted)}`));
        if (typeof band.known === "number" && children > 0) {
          const published = band.predicted > 0 ? `published: ${tenth.format(100 * band.known / band.predicted)}%` : "";
          lines.push(row(`Known to the service, ages ${band.ages}`, `${tenth.format(100 * band.known / children)}% of these`, published));
        }
      });
      const people = inRange(staff.input);
      if (people !== null && complete && need > 0) lines.push(row("Staff per 1,000 children with predicted need", `${two.format(1000 * people / need)} WTE`));
      results.replaceChildren(...lines);
      remember();
    };

    const given = () => new URLSearchParams(location.hash.startsWith(`#${NAME}?`) ? location.hash.slice(NAME.length + 2) : "");
    const remember = () => {
      const changed = new URLSearchParams();
      rates.forEach(({ input }, n) => { if (input.value !== String(bands[n].rate)) changed.set(n, input.value); });
      if (staff.input.value !== String(wte ?? "")) changed.set("wte", staff.input.value);
      const hash = [...changed].length ? `#${NAME}?${changed}` : location.hash.startsWith(`#${NAME}?`) ? `#${NAME}` : location.hash;
      history.replaceState(null, "", location.pathname + location.search + hash);
    };

    const wanted = given();
    rates.forEach(({ input }, n) => { if (wanted.has(String(n))) input.value = wanted.get(String(n)); });
    if (wanted.has("wte")) staff.input.value = wanted.get("wte");
    form.addEventListener("input", show);
    form.addEventListener("reset", () => setTimeout(show));
    form.addEventListener("submit", event => event.preventDefault());
    panel.append(element("p", `It starts from: ${model}.`, "nb-measure"), form, results);
    show();
    if ([...wanted].length) panel.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-scenario]").forEach(start));
})();
