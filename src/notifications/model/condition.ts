import { invitationKinds } from '../../invitations/index.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { problems } from '../problems.ts';
import type { ParsedFilter } from './filter.ts';

/** The name of `relationship` in the first version; channels and people may still use it (R-INV-02). */
const formerKind = 'reseller';
const fields = ['partner', 'customer', 'kind'] as const;

interface Token {
  readonly kind: 'word' | 'quoted' | 'sign';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The tokens of a condition, and the position of the next one. */
interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  next: number;
}

type Read = Result<ParsedFilter, Problem>;

/** Reads the text after `where`. Refuses with `filter_not_understood`. */
export function parseCondition(text: string): Read {
  const reading: Reading = { text, tokens: tokensOf(text), next: 0 };
  const read = readAny(reading);
  if (!read.ok || reading.next === reading.tokens.length) return read;
  return misread(reading, ['and', 'or']);
}

/** An unpaired quotation mark becomes a token that is valid nowhere, so reading stops there. */
const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(/(!=|[=()])|"((?:[^"\\]|\\.)*)"|((?:(?!!=)[^\s()="])+)|"/gsu)].map((match) => {
    const [all, sign, quoted, word] = match;
    const place = { from: match.index, to: match.index + all.length };
    if (word !== undefined) return { kind: 'word', text: word, ...place };
    if (quoted !== undefined) return { kind: 'quoted', text: quoted.replace(/\\(.)/gsu, '$1'), ...place };
    return { kind: 'sign', text: sign ?? all, ...place };
  });

const readAny = (reading: Reading): Read => readJoined(reading, 'or', readAll);
const readAll = (reading: Reading): Read => readJoined(reading, 'and', readOne);

function readJoined(reading: Reading, op: 'and' | 'or', part: (reading: Reading) => Read): Read {
  const parts: ParsedFilter[] = [];
  do {
    const read = part(reading);
    if (!read.ok) return read;
    parts.push(read.value);
  } while (skip(reading, op));
  return ok(join(op, parts));
}

function readOne(reading: Reading): Read {
  if (skip(reading, 'not')) {
    const read = readOne(reading);
    return read.ok ? ok(not(read.value)) : read;
  }
  if (!skip(reading, '(')) return readComparison(reading);
  const read = readAny(reading);
  return !read.ok || skip(reading, ')') ? read : misread(reading, ['and', 'or', ')']);
}

function readComparison(reading: Reading): Read {
  const field = fields.find((name) => skip(reading, name));
  if (!field) return misread(reading, [...fields, 'not', '(']);
  const negated = readOperator(reading);
  if (negated === undefined) return misread(reading, ['=', '!=', 'is', 'is not']);
  const from = reading.next;
  const value = readValue(reading);
  const compared = field === 'kind' ? kindOf(value) : value && { op: field, typed: value };
  if (!compared) return misread(reading, field === 'kind' ? invitationKinds : ['"…"'], from);
  return ok(negated ? not(compared) : compared);
}

/** Whether the comparison is negated; undefined if there is no operator. */
function readOperator(reading: Reading): boolean | undefined {
  if (skip(reading, '=')) return false;
  if (skip(reading, '!=')) return true;
  return skip(reading, 'is') ? skip(reading, 'not') : undefined;
}

/** The text in quotes, or the words up to the next operator; empty if there is none. */
function readValue(reading: Reading): string {
  const first = reading.tokens[reading.next];
  if (first?.kind === 'quoted') reading.next += 1;
  if (!first || first.kind === 'quoted') return first?.text.trim() ?? '';
  let last: Token | undefined;
  for (let token: Token | undefined = first; token?.kind === 'word'; token = reading.tokens[reading.next]) {
    if (is(token, 'and') || is(token, 'or')) break;
    last = token;
    reading.next += 1;
  }
  return last ? reading.text.slice(first.from, last.to).replace(/\s+/gu, ' ') : '';
}

function kindOf(value: string): ParsedFilter | undefined {
  const wanted = value.toLowerCase().replace(/[\s-]/gu, '_');
  const kind = wanted === formerKind ? 'relationship' : invitationKinds.find((known) => known === wanted);
  return kind && { op: 'kind', kind };
}

const is = (token: Token | undefined, text: string): boolean =>
  token !== undefined && token.kind !== 'quoted' && token.text.toLowerCase() === text;

/** Skips the next token if it is this word or sign. */
function skip(reading: Reading, text: string): boolean {
  const found = is(reading.tokens[reading.next], text);
  if (found) reading.next += 1;
  return found;
}

function misread(reading: Reading, expected: readonly string[], place = reading.next): Read {
  const token = reading.tokens[place];
  const at = token ? reading.text.slice(token.from) : `${reading.text} …`.trimStart();
  return refuse(problems.filter_not_understood({ at, expected: expected.join(' | ') }));
}

// Brackets and double negation give the same tree if they mean the same, so the same filter is one subscription.
const join = (op: 'and' | 'or', parts: readonly ParsedFilter[]): ParsedFilter => {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return { op, of: parts.flatMap((part) => (part.op === op ? part.of : [part])) };
};
const not = (filter: ParsedFilter): ParsedFilter =>
  filter.op === 'not' ? filter.of : { op: 'not', of: filter };

/** The canonical text of a filter. */
export function conditionOf(filter: ParsedFilter, negated = false): string {
  const equals = negated ? '!=' : '=';
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.of.map((part) =>
        filter.op === 'and' && part.op === 'or' ? `(${conditionOf(part)})` : conditionOf(part),
      );
      const joined = parts.join(` ${filter.op} `);
      return negated ? `not (${joined})` : joined;
    }
    case 'not':
      return negated ? conditionOf(filter.of) : conditionOf(filter.of, true);
    case 'partner':
    case 'customer':
      return `${filter.op} ${equals} ${valueText(filter.typed)}`;
    case 'kind':
      return `kind ${equals} ${filter.kind}`;
  }
}

/** In quotes, unless it is one word that cannot be mistaken for anything else. */
const valueText = (typed: string): string =>
  /^(?!(?:and|or|not|is)$)[\p{L}\p{N}][\p{L}\p{N}._@-]*$/iu.test(typed)
    ? typed
    : `"${typed.replace(/["\\]/gu, '\\$&')}"`;
