/** The answer as the endpoint sends it. */

import { choice, el, say } from "./page";

const MOST = 200_000;

interface Way {
  label: string;
  href: string;
}

function ways(result: Element): Way[] {
  return Array.from(result.querySelectorAll<HTMLAnchorElement>(".formats a"), (link) => ({
    label: link.textContent ?? "", href: link.href,
  }));
}

/** Whether the answer can be asked for as data. */
export function fits(result: Element): boolean {
  return ways(result).length > 0;
}

/** Return the text of the answer, in the first of its formats, with the choice of another one above it. */
export function view(result: Element): HTMLElement {
  const all = ways(result);
  const place = el("div", { "aria-live": "polite" });
  const show = async (way: Way) => {
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(way.href);
      const text = await response.text();
      const note = text.length > MOST ? [el("p", { class: "soft small" }, say("beginning"))] : [];
      const type = `${response.status} · ${response.headers.get("Content-Type") ?? ""}`;
      place.replaceChildren(el("p", { class: "soft small" }, el("code", {}, type)), ...note,
        el("pre", { tabindex: 0, class: "response" }, el("code", {}, text.slice(0, MOST))));
    } catch {
      place.replaceChildren(el("p", { class: "notice bad" }, say("no_answer")));
    }
    place.removeAttribute("aria-busy");
  };
  const first = all[0];
  if (first) void show(first);
  const formats = all.map((way, n): [string, string] => [String(n), way.label]);
  const pick = choice(say("format"), formats, "0", (chosen) => { const way = all[Number(chosen)]; if (way) void show(way); });
  return el("div", {}, el("div", { class: "row" }, pick), place);
}
