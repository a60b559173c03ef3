import { type Identified, unquoted } from './identifier.js';
import { isLikePattern } from './like.js';
import { clip, QueryError } from './query-error.js';
import type { Refusals } from './refusals.js';
import type { Operand } from './scanner.js';

const QUOTES = `'"`;
const LIST_FAULT = 'While parsing a list in the query,';
const LIST_ITEM = /\s*(?:'([^']*)'|"([^"]*)")\s*/y;

interface About {
  asked: Identified;
  refusals: Refusals;
}

/**
 * The value of a condition, as its key needs it.
 * @throws QueryError when the key cannot be compared with such a value
 */
export function operandValue(
  right: Operand,
  { asked, refusals }: About,
): string | number | bigint | string[] {
  const { entity, key, kind, operators, bare } = asked;
  const refuse = (written: Operand['type'], mend: string): never => {
    const about = { entity, key, numeric: kind === 'number' };
    const said = refusals.value(about, written === 'name' ? 'word' : written, right.raw);
    throw new QueryError(said, mend, right.position);
  };
  const text = textOf(right);
  if (kind === 'number') return numberOf(right, { asked, text, refuse });
  if (right.type === 'list') {
    if (!operators.includes('IN')) return refuse('list', 'Compare with one quoted value');
    return listOf(right);
  }
  if (text !== undefined) return text;
  if (bare === true) return right.raw;
  return refuse(right.type, `Put the value in quotes: '${clip(right.raw)}'`);
}

/** A text in quotes. Within double quotes MLflow's parser sees a name. */
function textOf({ type, raw }: Operand): string | undefined {
  if (type !== 'text' && type !== 'name') return undefined;
  const text = unquoted(raw, QUOTES);
  return text === raw ? undefined : text;
}

interface NumberContext {
  asked: Identified;
  text: string | undefined;
  refuse: (written: Operand['type'], mend: string) => never;
}

function numberOf(right: Operand, { asked, text, refuse }: NumberContext): number | bigint {
  const { entity } = asked;
  const mustBeWhole = asked.quoted === true || asked.whole === true;
  const written = asked.quoted === true && text !== undefined ? text.trim() : right.raw;
  const isNumber = right.type === 'number' || (asked.quoted === true && text !== undefined);
  if (!isNumber) return refuse(text === undefined ? right.type : 'text', 'Write a number without quotes');
  if (mustBeWhole && !/^[-+]?\d+$/.test(written)) return refuse(right.type, 'Write a whole number');
  const number = Number(written);
  // Metrics are floats, to which a number of as many digits is rounded too.
  const isLong = entity === 'attribute' && /^[-+]?\d+$/.test(written) && !Number.isSafeInteger(number);
  return isLong ? BigInt(written.replace('+', '')) : number;
}

function listOf({ raw, position }: Operand): string[] {
  const items: string[] = [];
  const end = raw.length - 1;
  let at = 1;
  while (at < end) {
    LIST_ITEM.lastIndex = at;
    const found = LIST_ITEM.exec(raw);
    if (found === null) break;
    items.push(found[1] ?? found[2] ?? '');
    at = LIST_ITEM.lastIndex;
    if (raw[at] !== ',') break;
    at++;
  }
  const rest = raw.slice(at, end).trim();
  if (rest === '' && items.length > 0) return items;
  const mend = "Write quoted values with commas between them, such as ('a', 'b')";
  const said =
    rest === ''
      ? 'expected a non-empty list of string values, but got empty list'
      : /^-?[\d.]/.test(rest)
        ? `expected string value, punctuation, or whitespace, but got different type in list: ${clip(raw)}`
        : 'expected a non-empty list of string values, but got ill-formed list.';
  throw new QueryError(`${LIST_FAULT} ${said}`, mend, position + at);
}

/** @throws QueryError for a pattern that would take too long */
export function checkPattern(pattern: string, position: number): void {
  if (isLikePattern(pattern)) return;
  throw new QueryError(
    'LIKE or GLOB pattern too complex',
    'Shorten what stands between two %, or leave out its _',
    position,
  );
}
