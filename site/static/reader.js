// Shows which words a fact was read from, and which facts a passage gave. The page works without it.
(() => {
  const index = new Map();
  const wordsOf = (node) => (node.dataset.e || "").split(" ").filter(Boolean);
  for (const node of document.querySelectorAll("[data-e]")) {
    for (const words of wordsOf(node)) {
      if (!index.has(words)) index.set(words, []);
      index.get(words).push(node);
    }
  }
  let lit = [];
  const light = (node) => { node.classList.add("on"); lit.push(node); };
  const clear = () => { for (const node of lit) node.classList.remove("on"); lit = []; };
  const show = (all) => {
    clear();
    for (const words of all) {
      for (const node of index.get(words) || []) {
        const closed = node.closest("details:not([open])");
        light(closed ? closed.querySelector("summary") : node);
      }
    }
  };
  const find = (event) => event.target.closest && event.target.closest("[data-e]");
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => { const node = find(event); if (node) show(wordsOf(node)); else clear(); });
  }
  // Words that name nothing lead to what was read from them.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest && event.target.closest("span.mark");
    if (!mark || !getSelection().isCollapsed) return;
    const facts = wordsOf(mark).flatMap((words) => index.get(words) || []).filter((node) => node.closest("details.told"));
    const own = facts.filter((node) => mark.closest(".block").contains(node));
    for (const node of own.length ? own : facts) node.closest("details").open = true;
    show(wordsOf(mark));
    if (facts.length) (own[0] || facts[0]).scrollIntoView({ block: "nearest" });
  });
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const place = target && target.closest("[data-k]");
    if (!place) return;
    for (const node of index.get(place.dataset.k) || []) {
      const told = node.closest("details.told");
      if (told) told.open = true;
    }
    show([place.dataset.k]);
  };
  const all = document.querySelector(".open-all");
  if (all) {
    const button = all.querySelector("button");
    let open = false;
    all.hidden = false;
    button.addEventListener("click", () => {
      open = !open;
      for (const told of document.querySelectorAll("details.told")) told.open = open;
      button.textContent = open ? button.dataset.close : button.dataset.open;
    });
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
