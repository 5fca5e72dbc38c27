/** What the page hands to the script, and small helpers to make elements. */

const NAMESPACE = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | boolean>;
type Child = Node | string;

/** The texts in the language of the page; the server has the only table of them. */
const words: Record<string, string> = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** Whether the page runs from the right. */
export const fromRight = document.documentElement.dir === "rtl";

/** Return a text of the page, its `{places}` filled; numbers are grouped as in the language of the page. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const text = words[key] ?? key;
  return text.replace(/{(\w+)}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : typeof value === "number" ? number(value) : value;
  });
}

/** Return a number as the language of the page writes it, at most three decimals. */
export function number(value: number): string {
  const [whole = "", decimals] = String(Math.round(Math.abs(value) * 1000) / 1000).split(".");
  const grouped = /e/.test(whole) ? whole : whole.replace(/\B(?=(\d{3})+$)/g, words["group"] ?? "");
  return (value < 0 ? "\u2212" : "") + grouped + (decimals ? (words["decimal"] ?? ".") + decimals : "");
}

function fill<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** Return an element of HTML; children that are strings become text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(name), attributes, children);
}

/** Return an element of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K, attributes: Attributes = {}, ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(NAMESPACE, name), attributes, children);
}

/** Return the width that a drawing may take on this screen, in pixels. */
export function room(least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, document.getElementById("answer")?.clientWidth ?? most)));
}

/** Return a drawing of a size in pixels with a name for those who do not see it; its texts and links are read. */
export function drawing(width: number, height: number, name: string): SVGSVGElement {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": name });
}

/** Return a labelled choice among options; `changed` gets the value that is chosen. */
export function choice(
  label: string, options: [value: string, text: string][], chosen: string, changed: (value: string) => void
): HTMLLabelElement {
  const select = el("select", {}, ...options.map(([value, text]) => el("option", { value }, text)));
  select.value = chosen;
  select.addEventListener("change", () => changed(select.value));
  return el("label", { class: "choice" }, el("span", {}, label), select);
}

/** Return which of so many tabs, one beside the other, a key leads to from another one; -1: to none. */
export function led(event: KeyboardEvent, at: number, count: number): number {
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  const step = { ArrowRight: fromRight ? -1 : 1, ArrowLeft: fromRight ? 1 : -1 }[event.key];
  return step === undefined ? -1 : (at + step + count) % count;
}

/** Return the beginning of a text that fits into a width in pixels at the size of the drawings. */
export function fit(text: string, width: number): string {
  let left = width, most = 0;
  for (const character of text) {
    left -= breadth(character);
    if (left < 0) break;
    most += 1;
  }
  return cut(text, Math.max(2, most));
}

/** Return about how wide a text is in the drawings, in pixels. */
export function breadth(text: string): number {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0;
  return wide * 13.5 + (Array.from(text).length - wide) * 7.2;
}

/** Return the beginning of a text, with an ellipsis when something is left out. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? characters.slice(0, most - 1).join("").trimEnd() + "…" : text;
}
