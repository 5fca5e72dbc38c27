/** Completion from the terms that the server sends: by name in the language of the page, or by prefixed name. */

import type { Yasqe } from "@zazuko/yasqe";
import { el } from "./page";

type Named = [iri: string, name: string, scheme?: string];

export interface Terms {
  prefixes: Record<string, string>;
  classes: Named[];
  properties: Named[];
  concepts: Named[];
}

const MOST = 60;
const WORD = /[\p{L}\p{M}\p{N}_:.\-]+$/u;
const LOCAL = /^[A-Za-z_][\w\-]*$/;

let terms: Promise<Terms> | null = null;
let address = "";

/** Say where the terms are; they are fetched when they are first needed, and again should that fail. */
export function from(url: string): void {
  address = url;
}

/** Return the terms. */
export function load(): Promise<Terms> {
  terms ??= fetch(address).then((response) => {
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.json() as Promise<Terms>;
  });
  terms.catch(() => { terms = null; });
  return terms;
}

interface Place {
  word: string;
  start: number;
  line: number;
  end: number;
  what: "prefix" | "class" | "property" | "object" | "";
}

/** Return the word before the cursor and what may stand there, as the grammar of the editor has it. */
function place(editor: Yasqe): Place {
  const { line, ch } = editor.getDoc().getCursor();
  const before = editor.getDoc().getLine(line).slice(0, ch);
  const word = WORD.exec(before)?.[0] ?? "", start = ch - word.length;
  const found: Place = { word, start, line, end: ch, what: "" };
  if (/[?$@"'<^]$/.test(before.slice(0, start))) return found;
  const type = editor.getTokenAt({ line, ch }, true).type ?? "";
  if (/(^| )(comment|string|variable-3)( |$)/.test(type)) return found;
  const { state } = editor.getTokenAt({ line, ch: start }, true) as { state: { possibleNext: string[]; lastProperty: string } };
  const next = state.possibleNext;
  if (/prefix\s+$/i.test(before.slice(0, start))) found.what = "prefix";
  else if (next.includes("a")) found.what = "property";
  else if (next.includes("PNAME_LN")) found.what = state.lastProperty === "a" || state.lastProperty === "rdf:type" ? "class" : "object";
  return found;
}

/** Return an IRI as a query writes it, and the prefix that has to be declared for that. */
function written(iri: string, prefixes: Record<string, string>): [text: string, prefix: string] {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && LOCAL.test(local)) return [`${prefix}:${local}`, prefix];
  }
  return [`<${iri}>`, ""];
}

/** Return how well a word fits: the beginning of a name or code best, any place of them less, 0 not at all. */
function rank(word: string, ...names: string[]): number {
  const wanted = word.toLowerCase();
  const ranks = names.map((name) => {
    const at = name.toLowerCase().indexOf(wanted);
    return at < 0 ? 0 : at === 0 ? 3 : /[\s:]/.test(name[at - 1] ?? "") ? 2 : 1;
  });
  return Math.max(...ranks);
}

function candidates(at: Place, known: Terms): Named[] {
  if (at.what === "class") return known.classes;
  if (at.what === "property") return known.properties;
  return [...known.classes, ...known.concepts, ...known.properties];
}

/** Open the list of completions at the cursor, when there are any. */
export async function complete(editor: Yasqe): Promise<void> {
  if (!place(editor).what) return;
  const known = await load().catch(() => null);
  if (!known || !place(editor).what || editor.somethingSelected()) return;
  editor.showHint({
    completeSingle: false,
    closeCharacters: /[\s()[\]{};,>]/,
    container: editor.rootEl,
    hint: () => {
      const at = place(editor);
      const list = at.what === "prefix" ? prefixes(at, known) : matches(editor, at, known);
      return { list, from: { line: at.line, ch: at.start }, to: { line: at.line, ch: at.end } };
    },
  } as Parameters<Yasqe["showHint"]>[0]);
}

function prefixes(at: Place, known: Terms) {
  return Object.entries(known.prefixes)
    .filter(([name]) => name.startsWith(at.word.replace(":", "")))
    .map(([name, namespace]) => ({ text: `${name}: <${namespace}>` }));
}

function matches(editor: Yasqe, at: Place, known: Terms) {
  const table = { ...known.prefixes, ...(editor.getPrefixesFromQuery() as Record<string, string>) };
  return candidates(at, known)
    .map(([iri, name, scheme]) => {
      const [text, prefix] = written(iri, table);
      return { text, prefix, name, scheme, rank: rank(at.word, text, text.slice(text.indexOf(":") + 1), name) };
    })
    .filter((found) => found.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ text, prefix, name, scheme }) => ({
      text,
      render: (line: HTMLElement) => {
        line.append(el("span", { class: "code" }, text), el("span", { class: "called", dir: "auto" }, scheme ? `${name} · ${scheme}` : name));
      },
      hint: (_: unknown, data: { from: { line: number; ch: number }; to: { line: number; ch: number } }) => {
        editor.getDoc().replaceRange(text, data.from, data.to, "complete");
        declare(editor, prefix, known);
      },
    }));
}

/** Declare a prefix of ours that the query uses and does not declare. */
function declare(editor: Yasqe, prefix: string, known: Terms): void {
  const namespace = known.prefixes[prefix];
  if (!prefix || !namespace || prefix in editor.getPrefixesFromQuery()) return;
  editor.getDoc().replaceRange(`PREFIX ${prefix}: <${namespace}>\n`, { line: 0, ch: 0 }, undefined, "complete");
}

/** React to what was typed: a known prefix is declared, and completions open at words. */
export async function typed(editor: Yasqe, text: string): Promise<void> {
  const at = place(editor);
  if (!at.what || !at.word) return;
  if (text.endsWith(":") && at.what !== "prefix") {
    const known = await load().catch(() => null);
    if (known) declare(editor, at.word.slice(0, -1), known);
  }
  if (/[\p{L}:]$/u.test(text) && (at.word.includes(":") || Array.from(at.word).length > 1 || at.what === "prefix")) await complete(editor);
}
