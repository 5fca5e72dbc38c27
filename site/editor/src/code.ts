/** The editor itself: Yasqe in place of the text area of the form, with words and colours of the page. */

import { Yasqe } from "@zazuko/yasqe";
import { complete, typed } from "./complete";
import { el, say } from "./page";

interface Grammar {
  OK: boolean;
  possibleCurrent: string[];
  /** Set for a prefix that is not declared, and for nothing else. */
  errorMsg?: string;
}

type Doc = ReturnType<Yasqe["getDoc"]>;

/** A text with its cursor and what can be undone. */
export interface Text {
  readonly value: string;
  readonly cursor?: ReturnType<Doc["getCursor"]>;
  readonly history?: ReturnType<Doc["getHistory"]>;
}

const SHOWN_TOKENS = 8;
const WRITTEN: [RegExp, string][] = [
  [/^VAR[12]$/, "?x"],
  [/^(IRI_REF|PNAME_LN|PNAME_NS)$/, "igr:…"],
  [/^STRING_/, '"…"'],
  [/^(INTEGER|DECIMAL|DOUBLE)/, "1"],
  [/^(BLANK_NODE_LABEL|ANON)$/, "[]"],
  [/^NIL$/, "()"],
];

/** Return what the grammar expects as a query writes it, each once; words before signs. */
function written(expected: string[]): string[] {
  const found = expected.map((token) => WRITTEN.find(([is]) => is.test(token))?.[1] ?? token);
  return [...new Set(found)].filter((token) => token !== "$").sort((a, b) => Number(/^\w/.test(b)) - Number(/^\w/.test(a)));
}

/** An editor over a form; `told` gets what the grammar says of the query, "" when all is well. */
export class Code {
  readonly editor: Yasqe;
  private readonly form: HTMLFormElement;
  private readonly area: HTMLTextAreaElement;
  private mark: { clear(): void } | null = null;
  private waiting = 0;

  constructor(form: HTMLFormElement, told: (text: string) => void) {
    this.form = form;
    this.area = form.querySelector("textarea")!;
    patch(() => { clearTimeout(this.waiting); this.waiting = window.setTimeout(() => told(this.syntax()), 700); });
    const holder = el("div", { class: "code-editor", dir: "ltr" });
    this.area.before(holder);
    this.area.hidden = true;
    const settings = {
      persistenceId: null,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "",
      viewportMargin: Infinity,
      screenReaderLabel: form.querySelector("label")?.textContent ?? "",
      extraKeys: this.keys(),
    };
    this.editor = new Yasqe(holder, settings as never); // the library's type leaves out what it passes on to CodeMirror
    this.editor.setValue(this.area.value);
    this.editor.getDoc().clearHistory();
    this.editor.on("inputRead" as never, ((_: unknown, change: { text: string[] }) => {
      void typed(this.editor, change.text.join("\n"));
    }) as never);
    this.editor.on("change" as never, (() => this.clear()) as never);
    form.querySelector("label")!.addEventListener("click", () => this.editor.focus());
  }

  /** Keys: those of other actions are given back to the browser, so that Tab leaves the editor. */
  private keys(): Record<string, unknown> {
    const run = () => this.form.requestSubmit();
    return {
      "Tab": false, "Shift-Tab": false, "Ctrl-S": false, "Shift-Ctrl-F": false, "Shift-Ctrl-D": false, "Shift-Ctrl-K": false,
      "Ctrl-Enter": run, "Cmd-Enter": run,
      "Ctrl-Space": () => void complete(this.editor),
      "Alt-Space": () => void complete(this.editor),
    };
  }

  get value(): string {
    return this.editor.getValue();
  }

  /** Return the text that is in the editor. */
  get text(): Text {
    const doc = this.editor.getDoc();
    return { value: doc.getValue(), cursor: doc.getCursor(), history: doc.getHistory() };
  }

  /** Put another text into the editor. */
  set text(text: Text) {
    const doc = this.editor.getDoc();
    this.editor.setValue(text.value);
    if (text.cursor) doc.setCursor(text.cursor);
    if (text.history) doc.setHistory(text.history);
    else doc.clearHistory();
  }

  /** Copy the text to the field of the form. */
  save(): void {
    this.area.value = this.value;
  }

  /** Mark a place (`line:column`, counted from 1 in code points) and return what leads to it. */
  point(where: string): (() => void) | null {
    this.clear();
    const found = /^(\d+):(\d+)$/.exec(where);
    if (!found) return null;
    const doc = this.editor.getDoc();
    const line = Math.min(Number(found[1]) - 1, doc.lastLine());
    const text = doc.getLine(line);
    const ch = Math.min(Array.from(text).slice(0, Number(found[2]) - 1).join("").length, text.length);
    const rest = /^\s*\S+/.exec(text.slice(ch))?.[0].length ?? 0;
    const from = rest ? ch : Math.max(0, ch - 1);
    this.mark = doc.markText({ line, ch: from }, { line, ch: rest ? ch + rest : text.length }, { className: "igr-wrong" });
    this.editor.setGutterMarker(line, "gutterErrorBar", sign(where));
    this.editor.scrollIntoView({ line, ch }, 40);
    return () => { this.editor.focus(); doc.setCursor({ line, ch }); };
  }

  private clear(): void {
    this.mark?.clear();
    this.mark = null;
  }

  /** Return what the grammar says of the query. */
  private syntax(): string {
    const line = faulty(this.editor);
    if (line === null) return "";
    const state = stateAt(this.editor, line), tokens = written(state.possibleCurrent ?? []);
    const what = tokens.slice(0, SHOWN_TOKENS).join("  ") + (tokens.length > SHOWN_TOKENS ? " …" : "");
    const prefix = /'([^']*)'/.exec(state.errorMsg ?? "");
    if (prefix) return say("undeclared", { line: line + 1, prefix: isolated(`${prefix[1]}:`) });
    return tokens.length ? say("expected", { line: line + 1, what: isolated(what) }) : say("unread", { line: line + 1 });
  }
}

/** Return code as it stands in a sentence of either direction (Unicode UAX 9, LRI and PDI). */
function isolated(code: string): string {
  return `\u2066${code}\u2069`;
}

function sign(title: string): HTMLElement {
  return el("span", { class: "igr-sign", title }, "!");
}

function stateAt(editor: Yasqe, line: number): Grammar {
  return editor.getTokenAt({ line, ch: editor.getDoc().getLine(line).length }, true).state as unknown as Grammar;
}

/** Return the first line that the grammar of SPARQL 1.1 cannot read, or null. */
function faulty(editor: Yasqe): number | null {
  for (let line = 0; line < editor.getDoc().lineCount(); line += 1) {
    if (!stateAt(editor, line).OK) return line;
  }
  return null;
}

/**
 * Replace how the library tells faults and completes: its sentences are English, it writes styles into tags, which
 * the page does not allow, and it asks other servers for terms.
 */
function patch(checked: () => void): void {
  Yasqe.prototype.checkSyntax = function checkSyntax(this: Yasqe): void {
    this.clearGutter("gutterErrorBar");
    const line = faulty(this);
    this.queryValid = line === null;
    if (line !== null) this.setGutterMarker(line, "gutterErrorBar", sign(say("unread", { line: line + 1 })));
    checked();
  };
  Yasqe.prototype.showNotification = () => undefined;
  Yasqe.prototype.autocomplete = () => undefined;
  Yasqe.defaults.autocompleters = []; // those of the library ask other servers
}
