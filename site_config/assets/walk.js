/* A chart's points by arrow keys. A picture gets one stop of the Tab key, a slider: its value is the point, in words, so that assistive
   technology leaves the arrow keys to it and says each value. The points are the cells of the figure's own table: the two cannot differ.

   Right and left go to the next and the last point, down and up to the next row of the same column, Home and End to the ends. */
(() => {
  const plain = text => text.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
  const words = element => plain([...element.childNodes].map(node => node.textContent).join(" ")).replace(/(\S)\[/, "$1 [");

  /* [{row, column, text}] of one table: the numbers, each with its row and its column; words in a row say which row it is. */
  const pointsOf = (table, named, firstRow) => {
    const unit = table.caption.querySelector("small")?.textContent.trim() === "%" ? "%" : "";
    const heads = [...table.querySelectorAll("thead th")].slice(1).map(words);
    return [...table.tBodies].flatMap(body => [...body.rows]).flatMap((row, n) => {
      const cells = [...row.cells];
      const isNumber = cell => cell.tagName === "TD" && !cell.classList.contains("words");
      const name = [named, ...cells.filter(cell => !isNumber(cell)).map(words)].filter(Boolean).join(", ");
      const numbers = cells.filter(cell => isNumber(cell) && cell.textContent.trim());
      return numbers.map(cell => ({
        row: firstRow + n, column: cell.cellIndex,
        text: `${name}${numbers.length > 1 || heads.length > 1 ? `, ${heads[cell.cellIndex - 1]}` : ""}: ${words(cell).replace(/^\S+\d/, number => number + unit)}`
      }));
    });
  };

  const allPoints = figure => {
    const tables = [...figure.querySelectorAll(".nb-scroll > table")];
    let rows = 0;
    return tables.flatMap(table => {
      const points = pointsOf(table, tables.length > 1 ? words(table.caption) : "", rows);
      rows += table.rows.length;
      return points;
    });
  };

  const beside = (points, at, step) => {
    const here = points[at];
    const column = points.map((point, n) => ({ ...point, n })).filter(point => point.column === here.column);
    const next = column[column.findIndex(point => point.n === at) + step];
    return next ? next.n : at;
  };
  const KEYS = {
    ArrowRight: (points, at) => at + 1,
    ArrowLeft: (points, at) => at - 1,
    ArrowDown: (points, at) => beside(points, at, 1),
    ArrowUp: (points, at) => beside(points, at, -1),
    Home: () => 0,
    End: points => points.length - 1
  };

  const walker = place => {
    const figure = place.closest(".nb-fig");
    const points = allPoints(figure);
    if (!points.length) return;
    const made = document.createElement("div");
    made.className = "nb-walk";
    made.tabIndex = 0;
    const set = (name, value) => made.setAttribute(name, value);
    const show = at => {
      set("aria-valuenow", at + 1);
      set("aria-valuetext", points[at].text);
      made.textContent = points[at].text;
    };
    set("role", "slider");
    set("aria-label", `Points of ${figure.querySelector(".nb-measure b")?.textContent.replace(/\.$/, "").toLowerCase() || "the figure"}, by arrow keys`);
    set("aria-valuemin", 1);
    set("aria-valuemax", points.length);
    show(0);
    made.addEventListener("keydown", event => {
      if (!KEYS[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const at = Number(made.getAttribute("aria-valuenow")) - 1;
      show(Math.min(Math.max(KEYS[event.key](points, at), 0), points.length - 1));
    });
    place.after(made);
  };

  window.needsbookWalk = scope => {
    for (const place of scope.querySelectorAll("[data-figure]")) {
      if (!place.nextElementSibling?.matches(".nb-walk")) walker(place);
    }
  };
})();
