/** The views of an answer as tabs (ARIA Authoring Practices, tabs with automatic activation). */

import * as chart from "./chart";
import * as graph from "./graph";
import * as map from "./map";
import { el, led, say } from "./page";
import * as raw from "./raw";
import * as timeline from "./timeline";
import { read } from "./table";

const DRAWN = { chart, graph, timeline, map };

/** Put tabs over the table of an answer, one for each view that fits; drawings are made when first shown. */
export function install(answer: Element): void {
  const result = answer.querySelector("#result");
  if (!result) return;
  copyLink(result);
  const holder = result.querySelector<HTMLElement>(".scroll"), shown = result.querySelector("table");
  const makers = new Map<string, () => HTMLElement>();
  if (holder && shown) {
    const table = read(shown);
    makers.set("table", () => holder);
    for (const [name, view] of Object.entries(DRAWN)) {
      if (view.fits(table)) makers.set(name, () => view.view(table));
    }
  }
  if (raw.fits(result)) makers.set("raw", () => raw.view(result));
  if (makers.size > 1) tabs(result, makers);
}

function tabs(result: Element, makers: Map<string, () => HTMLElement>): void {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": say("views") });
  const panels: HTMLElement[] = [], buttons: HTMLButtonElement[] = [];
  const show = (chosen: number, focus = true) => {
    buttons.forEach((button, n) => {
      button.setAttribute("aria-selected", String(n === chosen));
      button.tabIndex = n === chosen ? 0 : -1;
      panels[n]!.hidden = n !== chosen;
    });
    const panel = panels[chosen]!, make = [...makers.values()][chosen]!;
    if (!panel.firstChild) panel.append(make());
    if (focus) buttons[chosen]!.focus();
  };
  [...makers.keys()].forEach((name, n) => {
    const button = el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}` }, say(name));
    button.addEventListener("click", () => show(n));
    buttons.push(button);
    panels.push(el("div", { role: "tabpanel", id: `view-${name}`, "aria-labelledby": `tab-${name}` }));
  });
  list.addEventListener("keydown", (event) => {
    const to = led(event, buttons.indexOf(document.activeElement as HTMLButtonElement), buttons.length);
    if (to < 0) return;
    event.preventDefault();
    show(to);
  });
  list.append(...buttons);
  result.querySelector(".scroll")?.before(list);
  if (!list.isConnected) result.append(list);
  list.after(...panels);
  show(0, false);
}

function copyLink(result: Element): void {
  const link = result.querySelector<HTMLAnchorElement>("a.permalink");
  if (!link || !navigator.clipboard) return;
  const button = el("button", { type: "button", class: "quiet" }, say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.href);
    button.textContent = say("copied");
  });
  link.after(" ", button);
}
