/** Several queries side by side, each with its text, its address and its answer, for as long as the window is open. */

import type { Code, Text } from "./code";
import { cut, el, led, say } from "./page";

const KEY = `igr-kg queries of ${location.pathname}`;
const LONGEST_NAME = 30;

/** What the page does for the tabs. */
export interface Page {
  readonly starter: string;
  answer(): HTMLElement;
  /** Drop what is being asked. */
  stop(): void;
  /** Show an address as that of the page, with its choices; "" is the page without a query. */
  lead(address: string): void;
  /** Name the example question that is shown; "" is none. */
  name(example: string): void;
  /** Ask for the answer of an address. */
  ask(address: string): void;
}

interface Tab {
  /** The query while another tab is shown. */
  text: Text;
  readonly button: HTMLButtonElement;
  /** Name of a query without one. */
  readonly name: string;
  /** Whether the text can be had nowhere else. */
  own: boolean;
  /** Where the answer came from, or "". */
  address: string;
  /** The example question that the text is, or "". */
  example: string;
  /** The answer while another tab is shown. */
  answer: Node[];
}

type Kept = Pick<Tab, "own" | "address" | "example"> & { query: string };

/** Return what stands in the comment that a query begins with. */
function comment(query: string): string {
  return /^\s*#+[ \t]*(\S.*)/.exec(query)?.[1]?.trim() ?? "";
}

/** Return the queries of the window and the place of the one that was shown; what cannot be read is nothing. */
function kept(): [Kept[], number] {
  try {
    const [all, active] = JSON.parse(sessionStorage.getItem(KEY) ?? "[[], 0]") as [Kept[], number];
    return [all.filter((one) => typeof one.query === "string"), active];
  } catch {
    return [[], 0];
  }
}

export class Tabs {
  readonly element = el("div", { class: "tabs queries" });
  private readonly list = el("div", { role: "tablist", "aria-label": say("queries") });
  private readonly tabs: Tab[] = [];
  private active: Tab;
  private made = 0;

  constructor(private readonly code: Code, private readonly page: Page) {
    const add = el("button", { type: "button", class: "add", title: say("new_query"), "aria-label": say("new_query") }, "+");
    const close = el("button", { type: "button", class: "close", title: say("close_query"), "aria-label": say("close_query") }, "×");
    add.addEventListener("click", () => { this.choose(this.add(page.starter)); code.editor.focus(); });
    close.addEventListener("click", () => this.remove());
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.element.append(this.list, add, close);
    this.active = this.begin();
    if (code.value !== this.active.text.value) code.text = this.active.text;
    this.mark();
    code.editor.on("change" as never, ((_: unknown, change: { origin?: string }) => {
      if (change.origin !== "setValue") this.active.own = true;
      this.mark();
    }) as never);
    addEventListener("pagehide", () => this.keep());
  }

  /** Open the queries of the window and return the one to show: that of the address of the page, or the last one. */
  private begin(): Tab {
    const query = this.code.value, asked = new URLSearchParams(location.search).has("query");
    const given = asked || this.page.answer().childElementCount > 0, [all, at] = kept();
    for (const one of all) Object.assign(this.add(one.query), { own: one.own, address: one.address, example: one.example });
    const last = this.tabs[at];
    if (!given) {
      const shown = last ?? this.add(query);
      if (shown.address) queueMicrotask(() => { this.page.lead(shown.address); this.page.ask(shown.address); });
      return shown;
    }
    const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const again = way?.type !== "navigate" ? this.tabs.find((tab) => tab.address === location.href) : undefined;
    const shown = again ?? this.tabs.find((tab) => tab.text.value === query) ?? this.place(last, query);
    if (asked) shown.address = location.href;
    return shown;
  }

  /** Put a text that can be had again into the tab that is shown, or into a new one beside what was written here. */
  put(query: string, example: string): void {
    const tab = this.place(this.active, query);
    this.choose(tab);
    tab.example = example;
    this.mark();
  }

  /** Take note of the address that the query which is shown was asked at. */
  asked(address: string): void {
    Object.assign(this.active, { address, own: false });
    this.keep();
  }

  /** Show the query of an address that the browser has gone back or forth to. */
  visit(address: string, query: string): void {
    const tab = this.tabs.find((one) => one.address === address) ?? this.place(this.active, query);
    this.choose(tab, false);
    tab.address = address;
    this.mark();
  }

  private add(query: string): Tab {
    const button = el("button", { type: "button", role: "tab" });
    this.made += 1;
    const tab: Tab = { text: { value: query }, button, name: say("query", { n: this.made }), own: false, address: "", example: "", answer: [] };
    button.addEventListener("click", () => this.choose(tab));
    this.tabs.push(tab);
    this.list.append(button);
    return tab;
  }

  private query(tab: Tab): string {
    return tab === this.active ? this.code.value : tab.text.value;
  }

  /** Return the tab that a text goes to: that one, or a new one when its own text would be lost. */
  private place(tab: Tab | undefined, query: string): Tab {
    const same = tab && this.query(tab) === query;
    if (!tab || (tab.own && !same)) return this.add(query);
    if (!same) {
      Object.assign(tab, { text: { value: query }, own: false, example: "" });
      if (tab === this.active) this.code.text = tab.text;
    }
    return tab;
  }

  /** Show another query and its answer. */
  private choose(tab: Tab, lead = true): void {
    if (tab === this.active) return;
    const answer = this.page.answer();
    this.page.stop();
    Object.assign(this.active, { answer: [...answer.childNodes], text: this.code.text });
    this.active = tab;
    this.code.text = tab.text;
    answer.replaceChildren(...tab.answer);
    tab.answer = [];
    this.page.name(tab.own ? "" : tab.example);
    if (lead) this.page.lead(tab.address);
    if (lead && tab.address && !answer.childElementCount) this.page.ask(tab.address);
    this.mark();
    tab.button.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.keep();
  }

  /** Close the query that is shown; one always remains. */
  private remove(): void {
    const closed = this.active, at = this.tabs.indexOf(closed);
    this.choose(this.tabs[at + 1] ?? this.tabs[at - 1] ?? this.add(this.page.starter));
    this.tabs.splice(at, 1);
    closed.button.remove();
    this.active.button.focus();
    this.keep();
  }

  private key(event: KeyboardEvent): void {
    const to = led(event, this.tabs.indexOf(this.active), this.tabs.length);
    if (event.key === "Delete") this.remove();
    else if (to >= 0) {
      this.choose(this.tabs[to]!);
      this.active.button.focus();
    } else return;
    event.preventDefault();
  }

  /** Name the tabs and mark the one that is shown. */
  private mark(): void {
    for (const tab of this.tabs) {
      const name = comment(this.query(tab)) || (tab.own ? "" : tab.example) || tab.name;
      tab.button.textContent = cut(name, LONGEST_NAME);
      tab.button.title = name;
      tab.button.setAttribute("aria-selected", String(tab === this.active));
      tab.button.tabIndex = tab === this.active ? 0 : -1;
    }
  }

  private keep(): void {
    const all = this.tabs.map((tab): Kept => ({ query: this.query(tab), own: tab.own, address: tab.address, example: tab.example }));
    try {
      sessionStorage.setItem(KEY, JSON.stringify([all, this.tabs.indexOf(this.active)]));
    } catch { /* the window may keep nothing, or no more: then the queries last as long as the page */ }
  }
}
