import type { Field, Rule } from './grammar.js';
import { QueryError } from './query-error.js';
import type { Refusals } from './refusals.js';
import type { Operand } from './scanner.js';
import type { Entity } from './subject.js';

export interface Identified extends Field {
  entity: Entity;
  key: string;
}

interface Known {
  rules: ReadonlyMap<string, Rule>;
  refusals: Pick<Refusals, 'entity' | 'key'>;
}

/**
 * What a name such as ``metrics.`val loss` `` means.
 * @throws QueryError for a word or a key that the search does not know
 */
export function identify(name: Pick<Operand, 'raw'> & { position?: number }, known: Known): Identified {
  const { raw, position } = name;
  const dot = raw.indexOf('.');
  const word = dot < 0 ? '' : unquoted(raw.slice(0, dot), '`');
  const rule = known.rules.get(word);
  if (rule === undefined || (dot >= 0 && word === '')) {
    const words = [...known.rules.keys()].filter((other) => other !== '').join(', ');
    throw new QueryError(
      known.refusals.entity(word),
      `Begin the name with one of ${words} and a dot`,
      position,
    );
  }
  const key = unquoted(unquoted(raw.slice(dot + 1), `'"`), '`');
  const { entity, any, keys = new Map() } = rule;
  const field = any === undefined ? keys.get(key) : { ...any, key };
  if (field !== undefined) return { ...field, entity };
  const listed = [...keys.keys()];
  throw new QueryError(
    known.refusals.key(entity, key, listed),
    `Use one of ${listed.join(', ')}${hint(known.rules)}`,
    position,
  );
}

/** Without the quotes around it, if it has some of these. */
export function unquoted(text: string, quotes: string): string {
  const quote = text.charAt(0);
  const isQuoted = text.length >= 2 && quotes.includes(quote) && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

function hint(rules: ReadonlyMap<string, Rule>): string {
  const words = ['tags', 'params', 'metrics'].filter((word) => rules.has(word));
  return words.length === 0 ? '' : `, or say what it is: ${words.map((word) => `${word}.KEY`).join(', ')}`;
}
