/** The page of the endpoint with a script: nothing leaves the page, and the server still makes the answer. */

import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";
import { Code } from "./code";
import { from, load } from "./complete";
import { el, say } from "./page";
import { Tabs } from "./tabs";
import { install } from "./views";

const LONGEST_ADDRESS = 6000;

const form = document.querySelector<HTMLFormElement>("form#editor");
if (form) start(form);

function start(form: HTMLFormElement): void {
  from(form.dataset["terms"] ?? "");
  const told = el("p", { class: "told-syntax small", role: "status" });
  const busy = el("span", { class: "soft", role: "status" });
  const cancel = el("button", { type: "button", class: "quiet", hidden: true }, say("cancel"));
  const code = new Code(form, (text) => { told.textContent = text; });
  const row = form.querySelector(".row")!, answer = () => document.getElementById("answer")!;
  row.before(told);
  row.querySelector("button")!.after(cancel, busy);
  form.append(el("p", { class: "soft small" }, say("keys")));
  let asking: AbortController | null = null;

  const show = () => {
    const where = answer().querySelector<HTMLElement>("code.where");
    const lead = where ? code.point(where.textContent ?? "") : null;
    if (where && lead) {
      const button = el("button", { type: "button", class: "quiet" }, say("show_place"));
      button.addEventListener("click", lead);
      where.after(" ", button);
    }
    install(answer());
  };

  const ask = async (url: URL, init: RequestInit): Promise<boolean> => {
    asking?.abort();
    const own = new AbortController();
    asking = own;
    cancel.hidden = false;
    busy.textContent = say("running");
    answer().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { ...init, headers: { Accept: "text/html" }, signal: own.signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const found = page.getElementById("answer") ?? page.getElementById("main");
      answer().replaceChildren(...Array.from(found?.childNodes ?? [], (node) => document.importNode(node, true)));
      const links = page.querySelector(".langs");
      if (links && found?.id === "answer") document.querySelector(".langs")?.replaceWith(document.importNode(links, true));
      busy.textContent = answer().querySelector(".count, .lead strong")?.textContent ?? "";
      show();
      return true;
    } catch {
      if (asking === own) {
        busy.textContent = "";
        answer().replaceChildren(own.signal.aborted ? "" : el("p", { class: "notice bad", role: "alert" }, say("no_answer")));
      }
      return false;
    } finally {
      if (asking === own) {
        cancel.hidden = true;
        answer().removeAttribute("aria-busy");
      }
    }
  };

  const stop = () => {
    asking?.abort();
    asking = null;
    cancel.hidden = true;
    busy.textContent = "";
    answer().removeAttribute("aria-busy");
  };

  const choose = (sent: URLSearchParams) => {
    for (const select of form.querySelectorAll<HTMLSelectElement>("select[name]")) select.value = sent.get(select.name) ?? "";
  };

  const name = examples(form, (query, example) => tabs.put(query, example));
  const tabs: Tabs = new Tabs(code, {
    starter: form.dataset["starter"] ?? "",
    answer,
    stop,
    lead(address) {
      const plain = new URL(form.action), language = form.querySelector<HTMLInputElement>("input[name=lang]");
      if (language) plain.searchParams.set("lang", language.value);
      const url = address ? new URL(address) : plain;
      choose(url.searchParams);
      if (url.href !== location.href) history.replaceState(null, "", url);
    },
    name,
    ask(address) { void ask(new URL(address), {}); },
  });
  form.querySelector(".code-editor")!.before(tabs.element);

  const run = async () => {
    code.save();
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) data.append(name, String(value));
    const url = new URL(form.action);
    url.search = data.toString();
    if (url.href.length > LONGEST_ADDRESS) {
      await ask(new URL(form.action), { method: "POST", body: data });
    } else if (await ask(url, {})) {
      if (url.href !== location.href) history.pushState(null, "", url);
      tabs.asked(url.href);
    }
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); void run(); });
  cancel.addEventListener("click", () => asking?.abort());
  addEventListener("popstate", () => {
    const sent = new URLSearchParams(location.search), query = sent.get("query");
    if (query === null) { answer().replaceChildren(); tabs.asked(""); return; }
    choose(sent);
    tabs.visit(location.href, query);
    void ask(new URL(location.href), {});
  });
  show();
  form.addEventListener("focusin", () => void load().catch(() => undefined), { once: true });
}

/** Make a choice of the example questions that stand below, each with its description; return what shows one by name. */
function examples(form: HTMLFormElement, chosen: (query: string, name: string) => void): (name: string) => void {
  const lists = Array.from(document.querySelectorAll<HTMLElement>(".examples ul[data-scope]"));
  const links = new Map<string, HTMLAnchorElement>();
  const select = el("select", { id: "example" }, el("option", { value: "" }, say("choose")));
  for (const list of lists) {
    const group = el("optgroup", { label: list.dataset["scope"] ?? "" });
    for (const link of list.querySelectorAll("a")) {
      const name = String(links.size);
      links.set(name, link);
      group.append(el("option", { value: name, lang: link.querySelector("[lang]")?.getAttribute("lang") ?? document.documentElement.lang }, link.textContent ?? ""));
    }
    select.append(group);
  }
  if (!links.size) return () => undefined;
  const about = el("p", { class: "soft about-example", role: "status" });
  const tell = (number: string) => {
    const link = links.get(number);
    select.value = link ? number : "";
    about.textContent = link?.dataset["description"] ?? "";
    about.lang = link?.dataset["language"] || document.documentElement.lang;
  };
  const put = (number: string, link = links.get(number)) => {
    if (!link) return;
    chosen(new URL(link.href).searchParams.get("query") ?? "", link.textContent ?? "");
    tell(number);
  };
  select.addEventListener("change", () => put(select.value));
  for (const [number, link] of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      put(number);
      form.requestSubmit();
      form.scrollIntoView({ block: "start" });
    });
  }
  form.prepend(el("div", { class: "choose" }, el("label", { class: "choice", for: "example" }, el("span", {}, say("example")), select), about));
  return (name) => tell([...links].find(([, link]) => name && link.textContent === name)?.[0] ?? "");
}
