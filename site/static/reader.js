// Shows which words a fact was read from, and which facts a passage gave. The page works without it.
(() => {
  const index = new Map();
  const keysOf = (node) => (node.dataset.e || "").split(" ").filter(Boolean);
  for (const node of document.querySelectorAll("[data-e]")) {
    for (const key of keysOf(node)) {
      if (!index.has(key)) index.set(key, []);
      index.get(key).push(node);
    }
  }
  let lit = [];
  const clear = () => { for (const node of lit) node.classList.remove("on"); lit = []; };
  const show = (node) => {
    clear();
    for (const key of keysOf(node)) {
      for (const other of index.get(key) || []) { other.classList.add("on"); lit.push(other); }
    }
  };
  const find = (event) => event.target.closest && event.target.closest("[data-e]");
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => { const node = find(event); if (node) show(node); else clear(); });
  }
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.startsWith("e-")) return;
    clear();
    for (const node of index.get(id.slice(2)) || []) {
      node.classList.add("on"); lit.push(node);
      for (let up = node.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    }
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
