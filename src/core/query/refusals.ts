import { clip } from './query-error.js';
import type { Entity } from './subject.js';

/** What a clause is about, as far as it was read. */
export interface Asked {
  entity: Entity;
  key: string;
  /** Whether the key holds numbers. */
  numeric: boolean;
}

/** What stands where the value should; `word` is a text without quotes. */
export type Written = 'word' | 'number' | 'text' | 'list';

/** MLflow's sentences, which differ between its searches. Keys in lists are sorted. */
export interface Refusals {
  /** Text that is no clause. @param pieces what of it is not understood */
  structure(pieces: readonly string[], filter: string): string;
  statements(filter: string): string;
  /** What stands before an operator and is no name. */
  left(text: string, filter: string): string;
  /** A filter of white space. */
  blank(filter: string): string;
  entity(word: string): string;
  key(entity: Entity, key: string, known: readonly string[]): string;
  operator(asked: Asked, operator: string, allowed: readonly string[]): string;
  nulls(asked: Asked, clause: string): string;
  value(asked: Asked, written: Written, text: string): string;
  orderKey(entity: Entity, key: string, known: readonly string[]): string;
  /** A name that may be filtered by, but not sorted by. */
  orderEntity(entity: Entity, name: string): string;
}

const ENTITY_WORDS = {
  attribute: 'attribute',
  metric: 'metric',
  param: 'parameter',
  tag: 'tag',
  dataset: 'dataset',
};

export const RUN_REFUSALS: Refusals = {
  structure: (pieces) =>
    `Invalid clause(s) in filter string: ${pieces.map((piece) => `'${clip(piece)}'`).join(', ')}`,
  statements: (filter) =>
    `Search filter contained multiple expression '${clip(filter)}'. Provide AND-ed expression list.`,
  left: (text) => `Invalid comparison clause. Expected 'Identifier' found '${clip(text)}'`,
  blank: (filter) => `Invalid filter '${clip(filter)}'. Could not be parsed.`,
  entity: (word) =>
    `Invalid entity type '${clip(word)}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`,
  key: (entity, key, known) =>
    `Invalid ${entity} key '${clip(key)}' specified. Valid keys are '${setOf(known)}'`,
  operator: (_, operator, allowed) => `Invalid comparator '${operator}' not one of '${setOf(allowed)}'`,
  nulls: ({ entity, key }) =>
    `IS NULL / IS NOT NULL is only supported for tags and params, not for '${ENTITY_WORDS[entity]}' '${clip(key)}'`,
  value: (asked, written, text) => {
    const { entity, key, numeric } = asked;
    if (numeric) {
      const what = entity === 'metric' ? 'metric' : `numeric attribute: ${key}`;
      return `Expected numeric value type for ${what}. Found ${clip(text)}`;
    }
    if (written === 'word') return notQuoted(text);
    if (entity === 'dataset')
      return `Expected a quoted string value for dataset attributes. Got value ${clip(text)}`;
    if (entity !== 'attribute') return notText(entity, text);
    if (written === 'list') return lists(['run_id']);
    return `Expected a quoted string value for attributes. Got value ${clip(text)}`;
  },
  orderKey: (entity, key, known) => RUN_REFUSALS.key(entity, key, known),
  orderEntity: (entity) => `Invalid identifier type '${ENTITY_WORDS[entity]}'`,
};

export const EXPERIMENT_REFUSALS: Refusals = {
  ...RUN_REFUSALS,
  structure: (pieces) => `Invalid clause(s) in filter string: ${pieces.map(clip).join(', ')}`,
  entity: (word) =>
    `Invalid entity type '${clip(word)}'. Valid entity types are ('attribute', 'tag', 'tags')`,
  operator: (asked, operator, allowed) => {
    if (asked.entity === 'tag') return `Invalid comparator for tag: ${operator}`;
    if (asked.key === 'experiment_id') return `Invalid comparator for experiment_id: ${operator}`;
    return RUN_REFUSALS.operator(asked, operator, allowed);
  },
  nulls: ({ key }) => `IS NULL / IS NOT NULL is only supported for tags, not for attribute '${key}'`,
  orderEntity: (entity) => `Invalid order_by entity: ${entity}`,
  value: (asked, written, text) => {
    if (asked.numeric && written === 'number')
      return `Invalid value for numeric attribute '${asked.key}': '${clip(text)}'`;
    const isList = written === 'list' && asked.entity === 'attribute' && !asked.numeric;
    return isList ? lists(['experiment_id']) : RUN_REFUSALS.value(asked, written, text);
  },
};

export const MODEL_REFUSALS: Refusals = {
  ...EXPERIMENT_REFUSALS,
  operator: ({ entity, key, numeric }, operator) =>
    `Invalid comparator for ${entity}${numeric ? ` ${key}` : ''}: ${operator}`,
  nulls: ({ entity, key }) => `IS NULL / IS NOT NULL is not supported for ${entity} '${clip(key)}'`,
  value: ({ entity }, written, text) => {
    if (written === 'word') return notQuoted(text);
    if (entity === 'tag') return notText(entity, text);
    return `Expected a quoted string value or a list of quoted string values for attributes. Got value ${clip(text)}`;
  },
  orderKey: (_, key, known) =>
    `Invalid order by key '${clip(key)}' specified. Valid keys are '${setOf(known)}'`,
  orderEntity: (_, name) => `Invalid order by key '${clip(name)}' specified.`,
};

export const VERSION_REFUSALS: Refusals = {
  ...MODEL_REFUSALS,
  value: (asked, written, text) => {
    const { entity, key, numeric } = asked;
    if (entity === 'attribute') {
      if (written === 'list') return lists(['name', 'run_id']);
      if (numeric && written !== 'word') return `Invalid value for numeric attribute '${key}': ${clip(text)}`;
      if (written === 'number')
        return "Only the '{'creation_timestamp', 'last_updated_timestamp', 'version_number'}' attributes support comparison with numeric values.";
    }
    return MODEL_REFUSALS.value(asked, written, text);
  },
  orderKey: RUN_REFUSALS.orderKey,
};

const MODEL_ENTITIES = {
  attribute: 'attributes',
  metric: 'metrics',
  param: 'params',
  tag: 'tags',
  dataset: 'datasets',
};

export const LOGGED_MODEL_REFUSALS: Refusals = {
  ...RUN_REFUSALS,
  structure: (_, filter) =>
    `Invalid filter string: ${repr(filter)}. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`,
  statements: (filter) => `Invalid filter string: ${repr(filter)}. Expected a single SQL expression.`,
  left: (text, filter) => LOGGED_MODEL_REFUSALS.structure([text], filter),
  blank: (filter) => LOGGED_MODEL_REFUSALS.statements(filter),
  entity: (word) =>
    `Invalid entity type: '${clip(word)}'. Expected one of ['attributes', 'metrics', 'params', 'tags'].`,
  operator: ({ entity, key }, operator, allowed) =>
    `Invalid comparison operator for ${MODEL_ENTITIES[entity]}.${clip(key)}: '${operator}'. Expected one of (${quotedList(allowed)}).`,
  nulls: (_, clause) => `Invalid comparison: ${clip(clause)}. Expected a comparison with 3 tokens.`,
  orderKey: (_, key) => `Invalid order by field name: ${clip(key)}`,
  orderEntity: (_, name) => `Invalid order by field name: ${clip(name)}. Only metrics are supported.`,
};

/** As Python writes a text: in the other quotes where it has these in it. */
function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + clip(text).replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

function notQuoted(text: string): string {
  return `Parameter value is either not quoted or unidentified quote types used for string value ${clip(text)}. Use either single or double quotes.`;
}

function notText(entity: Entity, text: string): string {
  return `Expected a quoted string value for ${ENTITY_WORDS[entity]} (e.g. 'my-value'). Got value ${clip(text)}`;
}

function lists(supported: readonly string[]): string {
  return `Only [${quotedList(supported)}] attributes support comparison with a list of quoted string values.`;
}

function setOf(items: readonly string[]): string {
  return `{${quotedList([...items].sort())}}`;
}

function quotedList(items: readonly string[]): string {
  return items.map((item) => `'${item}'`).join(', ');
}
