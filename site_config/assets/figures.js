/* Draws the figures. An element with data-figure holds one as JSON: {data, layout, narrow?}, in Plotly's schema, where "$focus-on"
   means the style sheet's --focus-on, so that one figure serves light, dark and paper. Plotly's bundle is fetched when the first
   figure comes near the screen, and never by a reader who sees none.

   data-height, data-height-narrow   height in pixels; the second below 520 px of width
   data-sheet-width                  width on paper, if less than the whole sheet
   data-drawn="true"                 set when the figure stands there, "failed" if it could not be drawn (its table is opened instead) */
(() => {
  const NARROW = 520;                 /* px: below this, a figure's "narrow" variant */
  const NEAR = "500px";               /* how far outside the screen drawing starts */
  const SHEET = 650;                  /* px: what the text of an A4 page is wide */
  const HEIGHT = 360;                 /* px: of a figure that names none */
  const CONFIG = { staticPlot: true, displayModeBar: false, showSendToCloud: false };

  const html = document.documentElement;
  const bundle = new URL("plotly.min.js", document.currentScript.src);
  const watched = new WeakSet();
  const drawn = new Set();
  let printing = false;

  /* ---- Plotly, once ------------------------------------------------- */

  let loading;
  const loadPlotly = () => loading ||= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = bundle;
    script.onload = () => done(window.Plotly);
    script.onerror = () => fail(new Error("Plotly's bundle could not be loaded"));
    document.head.append(script);
  });

  /* ---- What the figure says, what every figure shares ----------------- */

  const isObject = value => value !== null && typeof value === "object" && !Array.isArray(value);

  /* Objects merge by key. Lists of objects (traces, shapes, annotations) merge item by item, other lists are replaced whole:
     two tick labels must not keep the third of the wide variant. */
  const merge = (base, over) => {
    if (over === undefined) return base;
    if (isObject(base) && isObject(over)) {
      const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
      return Object.fromEntries([...keys].map(key => [key, merge(base[key], over[key])]));
    }
    if (Array.isArray(base) && Array.isArray(over) && over.length && over.every(isObject) && base.every(isObject)) {
      return Array.from({ length: Math.max(base.length, over.length) }, (_, i) => merge(base[i], over[i]));
    }
    return over;
  };

  /* Replaces every "$name" by the value that --name has at that place of the page. */
  const paint = (value, styles) => {
    if (typeof value === "string") return value.startsWith("$") ? styles.getPropertyValue("--" + value.slice(1)).trim() : value;
    if (Array.isArray(value)) return value.map(item => paint(item, styles));
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, paint(item, styles)]));
    return value;
  };

  const AXIS = {
    color: "$muted", gridcolor: "$grid", zeroline: false, fixedrange: true, ticks: "", tickangle: 0,
    automargin: true, ticklabelstandoff: 7, tickfont: { color: "$ink" }
  };

  /* The one template of all figures. Subplots' axes (xaxis2 …) get the same look as the first. */
  const template = (layout, narrow) => {
    const axes = new Set(["xaxis", "yaxis", ...Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key))]);
    return {
      font: { family: "$nb-sans", size: narrow ? 13 : 15, color: "$ink" },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 0, r: narrow ? 4 : 12, t: 22, b: 26 },
      showlegend: false, hovermode: false, bargap: .28, bargroupgap: .08,
      ...Object.fromEntries([...axes].map(key => [key, AXIS]))
    };
  };

  const read = (place, narrow) => {
    const { data, layout = {}, narrow: variant = {} } = JSON.parse(place.dataset.figure);
    const full = narrow ? merge({ data, layout }, variant) : { data, layout };
    return { data: full.data, layout: merge(template(full.layout, narrow), full.layout) };
  };

  /* ---- One figure ------------------------------------------------------- */

  const heightOf = (place, narrow) =>
    Number(narrow && place.dataset.heightNarrow || place.dataset.height) || HEIGHT;

  /* The style sheet keeps some room; the exact height is set here, since the policy allows no style attributes in the page. */
  const reserve = place => {
    place.style.height = heightOf(place, place.clientWidth < NARROW) + "px";
    place.style.minHeight = "0";
  };

  const draw = async (place, Plotly) => {
    const width = printing ? Math.min(SHEET, Number(place.dataset.sheetWidth) || SHEET) : place.clientWidth;
    if (!width) return;               /* inside something closed: the ResizeObserver calls again when it opens */
    const narrow = width < NARROW;
    const { data, layout } = read(place, narrow);
    const styles = getComputedStyle(html);
    place.dataset.width = width;
    drawn.add(place);
    if (!printing) reserve(place);
    const done = Plotly.react(place, paint(data, styles), { ...paint(layout, styles), width, height: heightOf(place, narrow) }, CONFIG);
    if (printing) place.dataset.drawn = "true";   /* it is there already, and a printer does not wait to be told */
    await done;
    for (const part of place.children) part.setAttribute("aria-hidden", "true");   /* the picture has one name, which says it all */
    place.dataset.drawn = "true";
  };

  /* A figure that cannot be drawn must not stop the others, nor leave a hole: its table says the same. */
  const fail = (place, error) => {
    console.error("Needsbook: a figure could not be drawn", place.closest("figure")?.id, error);
    place.dataset.drawn = "failed";
    place.closest(".nb-fig")?.querySelectorAll("details.nb-table").forEach(table => { table.open = true; });
  };

  const tryDraw = async place => {
    try { await draw(place, window.Plotly || await loadPlotly()); } catch (error) { fail(place, error); }
  };

  const redrawAll = () => { drawn.forEach(place => tryDraw(place)); };

  /* ---- When to draw ------------------------------------------------------- */

  const near = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) { near.unobserve(target); tryDraw(target); }
    }
  }, { rootMargin: NEAR });

  const resized = new ResizeObserver(entries => {
    if (printing) return;
    for (const { target } of entries) {
      if (!target.clientWidth) continue;
      if (!drawn.has(target)) reserve(target);
      else if (Math.abs(target.dataset.width - target.clientWidth) > 2) tryDraw(target);
    }
  });

  const start = (scope = document) => {
    for (const place of scope.querySelectorAll("[data-figure]")) {
      if (watched.has(place)) continue;
      watched.add(place);
      reserve(place);
      near.observe(place);
      resized.observe(place);
    }
  };

  new MutationObserver(() => { if (!printing) redrawAll(); })
    .observe(html, { attributes: true, attributeFilter: ["data-md-color-scheme"] });

  /* ---- Paper ---------------------------------------------------------------- */

  /* Light colours, every details open, every figure as wide as the sheet. A browser's own print command cannot wait for the bundle: where
     no figure was near the screen yet, their tables stand in (the style sheet closes the gaps). */
  let before;
  const openEverything = () => {
    const all = [...document.querySelectorAll("details:not(.nb-jump)")];
    const wereClosed = all.filter(one => !one.open);
    wereClosed.forEach(one => { one.open = true; });
    return wereClosed;
  };

  const paper = async (on, everyFigure = false) => {
    if (on === printing) return;
    printing = on;
    if (on) {
      writeFoot();
      before = { scheme: html.dataset.mdColorScheme, closed: openEverything() };
      html.dataset.mdColorScheme = "default";
    } else {
      before.closed.forEach(one => { one.open = false; });
      html.dataset.mdColorScheme = before.scheme;
    }
    await Promise.all((everyFigure || on && window.Plotly ? [...document.querySelectorAll("[data-figure]")] : [...drawn]).map(tryDraw));
  };

  /* The foot of every sheet: what was printed, of which edition, and when. A rule in a sheet of its own, since the policy allows no style
     element; only the page knows its edition, and only the printer's clock the day. */
  const foot = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, foot];
  const writeFoot = () => {
    const about = document.querySelector('meta[name="needsbook-edition"]')?.content || document.title;
    const today = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const text = JSON.stringify(`${about}. Printed on ${today}`.replace(/[<>\\\n]/g, " "));
    foot.replaceSync(`@page { @bottom-left { content: ${text}; font: 9pt sans-serif; } }`);
  };

  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));

  /* For a PDF printer, which can wait: draws also what was never near the screen. */
  window.needsbookPrint = on => paper(on, on);

  /* ---- The picture to take away ------------------------------------------------ */

  const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");   /* Plotly reads tags in its texts */

  /* Plotly does not wrap: lines of at most so many letters. */
  const wrap = (text, letters) => {
    const lines = [""];
    for (const word of text.trim().split(/\s+/)) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length >= letters) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    }
    return lines.map(escape);
  };

  const PICTURE = { width: 1000, side: 24, titleLine: 27, smallLine: 18 };

  /* Words above (offset > 0) or below the plot, so many pixels from its edge; `indent` moves them to the picture's own margin. */
  const caption = (lines, offset, size, indent, font = {}) => ({
    text: lines.join("<br>"), align: "left", showarrow: false, xref: "paper", x: 0, xanchor: "left", xshift: indent,
    yref: "paper", y: offset > 0 ? 1 : 0, yanchor: offset > 0 ? "bottom" : "top", yshift: offset, font: { size, color: "$muted", ...font }
  });

  /* The HTML legend of a map or heat map, as squares and words: a picture without it would mean nothing. */
  const legend = (items, offset, indent) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "13px sans-serif";
    let x = indent;
    const parts = items.map(({ words, colour, hatched }) => {
      const shape = {
        type: "rect", xref: "paper", yref: "paper", xsizemode: "pixel", ysizemode: "pixel", xanchor: 0, yanchor: 1,
        x0: x + 1, x1: x + 23, y0: offset, y1: offset + 14, line: { width: 1, color: "$edge" }, fillcolor: colour
      };
      const strokes = {
        type: "path", xref: "paper", yref: "paper", xsizemode: "pixel", ysizemode: "pixel", xanchor: 0, yanchor: 1,
        path: [2, 8].map(from => `M${x + from},${offset}L${x + from + 14},${offset + 14}`).join(""), line: { width: 1, color: "$muted" }
      };
      const annotation = caption([escape(words)], offset - 2, 13, x + 28);
      x += 52 + pen.measureText(words).width * 1.1;
      return { shapes: hatched ? [shape, strokes] : [shape], annotation };
    });
    return { shapes: parts.flatMap(part => part.shapes), annotations: parts.map(part => part.annotation) };
  };

  /* The figure with the finding, what is measured and the source in it, so that it can stand alone in somebody's report. */
  const compose = ({ data, layout }, texts, items, plotHeight, indent) => {
    const own = { t: 0, b: 0, l: 0, r: 0, ...layout.margin };
    let offset = 12 + own.t;
    const key = legend(items, offset, indent);
    if (items.length) offset += 30;
    const measure = caption(texts.measure, offset, 14, indent);
    offset += texts.measure.length * PICTURE.smallLine + 6;
    const title = caption(texts.title, offset, 21, indent, { color: "$ink", family: "$nb-serif", weight: 700 });
    const top = offset + texts.title.length * PICTURE.titleLine + 16;
    const source = caption(texts.source, -(own.b + 14), 12, indent);
    const bottom = own.b + texts.source.length * PICTURE.smallLine + 28;
    return {
      data,
      layout: {
        ...layout, width: PICTURE.width, height: plotHeight - own.t - own.b + top + bottom, paper_bgcolor: "$page",
        margin: { l: own.l + PICTURE.side, r: own.r + PICTURE.side, t: top, b: bottom },
        shapes: [...(layout.shapes || []), ...key.shapes],
        annotations: [...(layout.annotations || []), ...key.annotations, measure, title, source]
      }
    };
  };

  /* Drawn out of sight on a light ground, twice: how far the axis labels push the plot to the right is known after the first time. */
  const onLightGround = async (place, use) => {
    const Plotly = await loadPlotly();
    const figure = place.closest(".nb-fig");
    const words = selector => figure.querySelector(selector)?.textContent.trim() || "";
    const texts = {
      title: wrap(words("figcaption :is(h2, h3)"), 78),
      measure: wrap(words(".nb-measure"), 125),
      source: wrap([words(".nb-foottext p").replace(/\.$/, ""), "Needsbook"].filter(Boolean).join(". "), 140)
    };
    const light = document.createElement("div"), board = document.createElement("div");
    light.dataset.mdColorScheme = "default";
    light.className = "nb nb-sr";
    light.setAttribute("aria-hidden", "true");
    const entries = [...figure.querySelectorAll(".nb-legend li")];
    const swatches = entries.map(entry => entry.querySelector("i").cloneNode());
    light.append(board, ...swatches);
    document.body.append(light);
    try {
      const styles = getComputedStyle(light);
      const items = entries.map((entry, i) => ({ words: entry.textContent.trim(), colour: getComputedStyle(swatches[i]).backgroundColor, hatched: swatches[i].className === "withheld" }));
      const drawAt = indent => {
        const { data, layout } = compose(read(place, false), texts, items, heightOf(place, false), indent);
        return Plotly.react(board, paint(data, styles), paint(layout, styles), CONFIG);
      };
      await drawAt(0);
      await drawAt(PICTURE.side - board._fullLayout._size.l);
      const { width, height } = board._fullLayout;
      return await use(Plotly, board, { format: "png", width, height, scale: 2 });
    } finally {
      light.remove();
    }
  };

  /* Saves the picture as a file. */
  const picture = (place, format = "png") => onLightGround(place, (Plotly, board, form) => Plotly.downloadImage(board, { ...form, format, filename: place.closest(".nb-fig").id }));

  /* The picture for the clipboard. From the data address by hand: the policy lets no script fetch one. */
  const png = place => onLightGround(place, async (Plotly, board, form) => {
    const bytes = atob((await Plotly.toImage(board, form)).split(",")[1]);
    return new Blob([Uint8Array.from(bytes, letter => letter.charCodeAt(0))], { type: "image/png" });
  });

  window.needsbookFigures = { start, picture, png };
})();
