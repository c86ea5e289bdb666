/* Runs in the head, before anything is drawn: says that scripts work, picks the colour scheme (no flash of the other one), and
   gives Material the four small functions that it otherwise writes into every page as an inline script. */
(() => {
  const html = document.documentElement;
  html.classList.replace("no-js", "js");

  /* The site's root follows from this file's own address, so that any path prefix works and the page's depth does not matter. */
  const root = new URL("..", document.currentScript.src);

  const STORED = "needsbook.scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");

  /* Storage is refused in some frames and private windows: then the choice lasts for the page. */
  const chosen = () => { try { return localStorage.getItem(STORED); } catch { return null; } };
  const remember = scheme => { try { localStorage.setItem(STORED, scheme); } catch { /* see above */ } };
  const apply = scheme => { html.dataset.mdColorScheme = scheme; };

  const followSystem = () => { if (!chosen()) apply(system.matches ? "slate" : "default"); };
  apply(chosen() === "slate" || chosen() === "default" ? chosen() : system.matches ? "slate" : "default");
  system.addEventListener("change", followSystem);

  window.needsbook = {
    root,
    isDark: () => html.dataset.mdColorScheme === "slate",
    /* Choosing what the system says anyway means following the system again. */
    setScheme(scheme) {
      apply(scheme);
      remember(scheme === (system.matches ? "slate" : "default") ? "" : scheme);
    }
  };

  /* What Material's bundle expects to find. Its names, and its way to keep the settings of two sites on one host apart. */
  window.__md_scope = root;
  window.__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, scope = root) => JSON.parse(storage.getItem(scope.pathname + "." + key));
  window.__md_set = (key, value, storage = localStorage, scope = root) => {
    try { storage.setItem(scope.pathname + "." + key, JSON.stringify(value)); } catch { /* storage is full or refused */ }
  };
})();
