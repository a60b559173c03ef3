import {
  EXPERIMENT_REFUSALS,
  LOGGED_MODEL_REFUSALS,
  MODEL_REFUSALS,
  type Refusals,
  RUN_REFUSALS,
  VERSION_REFUSALS,
} from './refusals.js';
import type { Entity } from './subject.js';

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL';

/** What may be asked of a key. */
export interface Field {
  /** `id`: a text that is sorted as a number where it is one. */
  kind: 'text' | 'number' | 'id';
  operators: readonly Operator[];
  /** A number may be in quotes, and must be whole. */
  quoted?: boolean;
  /** A number must be whole. */
  whole?: boolean;
  /** A word or number without quotes is a text. */
  bare?: boolean;
}

export interface Rule {
  entity: Entity;
  /** Any key is of this kind. */
  any?: Field;
  /** By how the user may write it: the key that a subject is asked for. */
  keys?: ReadonlyMap<string, Field & { key: string }>;
}

export interface OrderKey {
  entity: Entity;
  key: string;
  kind: Field['kind'];
  ascending: boolean;
}

/** One of the five searches. */
export interface Grammar {
  /** By what stands before the first dot; '' where there is no dot. */
  rules: ReadonlyMap<string, Rule>;
  /** Unquoted keys may have `-` and `/` in them. */
  dashes?: boolean;
  /** A word without quotes may be a value, whichever word it is. */
  words?: boolean;
  /** Prompts are kept in the same place, and are found only if they are asked for. */
  prompts?: boolean;
  order: {
    rules: ReadonlyMap<string, Rule>;
    /** What is sorted by if nothing else is asked for. */
    usual: readonly OrderKey[];
    /** What is sorted by after what is asked for, unless that has it. */
    ties: readonly OrderKey[];
    /** The same key twice is a fault. */
    once: boolean;
  };
  /** `max_results`: what it is where it is not sent, and the most it may be. */
  page: { usual: number; most: number };
  refusals: Refusals;
}

const EQUAL = ['=', '!='] as const;
const NUMERIC = [...EQUAL, '<', '<=', '>', '>='] as const;
const TEXT = [...EQUAL, 'LIKE', 'ILIKE'] as const;
const LISTS = ['IN', 'NOT IN'] as const;
const NULLS = ['IS NULL', 'IS NOT NULL'] as const;

const NUMBER: Field = { kind: 'number', operators: NUMERIC };
const WHOLE: Field = { ...NUMBER, whole: true };
const PLAIN: Field = { kind: 'text', operators: TEXT };
const LISTED: Field = { kind: 'text', operators: [...TEXT, ...LISTS] };
const OPTIONAL: Field = { kind: 'text', operators: [...TEXT, ...NULLS] };
const BARE: Field = { ...LISTED, bare: true };
const ID: Field = { kind: 'id', operators: [...EQUAL, ...LISTS] };
const VERSION: Field = { ...NUMBER, quoted: true };

function keys(fields: Record<string, Field>, aliases: Record<string, string> = {}): Rule['keys'] {
  const known = Object.entries(fields).map(([key, field]) => [key, { ...field, key }] as const);
  const other = Object.entries(aliases).map(
    ([alias, key]) => [alias, { ...(fields[key] ?? PLAIN), key }] as const,
  );
  return new Map([...known, ...other]);
}

function rules(...listed: [words: string, rule: Rule][]): ReadonlyMap<string, Rule> {
  return new Map(
    listed.flatMap(([words, rule]) => words.split(' ').map((word): [string, Rule] => [word, rule])),
  );
}

/** The attributes of a rule, with and without a word before them. */
function attributes(words: string, listed: Rule['keys']): [string, Rule][] {
  const rule: Rule = { entity: 'attribute', keys: listed };
  return words === '' ? [['', rule]] : [...attributes('', listed), [words, rule]];
}

function by(key: string, kind: OrderKey['kind'], ascending = true): OrderKey {
  return { entity: 'attribute', key, kind, ascending };
}

const RUN_FIELDS = {
  run_id: LISTED,
  run_name: PLAIN,
  status: PLAIN,
  user_id: PLAIN,
  artifact_uri: PLAIN,
  start_time: NUMBER,
  end_time: NUMBER,
};
const RUN_TIMES = { created: 'start_time', Created: 'start_time' };
const RUN_NAMES = { 'run name': 'run_name', 'Run name': 'run_name', 'Run Name': 'run_name' };
const RUN_WORDS = 'attribute attributes attr run';
const RUN_VALUES: [string, Rule][] = [
  ['metric metrics', { entity: 'metric', any: NUMBER }],
  ['parameter parameters param params', { entity: 'param', any: OPTIONAL }],
  ['tag tags', { entity: 'tag', any: OPTIONAL }],
];

export const RUNS: Grammar = {
  rules: rules(...attributes(RUN_WORDS, keys(RUN_FIELDS, { ...RUN_TIMES, ...RUN_NAMES })), ...RUN_VALUES, [
    'dataset datasets',
    { entity: 'dataset', keys: keys({ name: LISTED, digest: LISTED, context: LISTED }) },
  ]),
  order: {
    rules: rules(...attributes(RUN_WORDS, keys(RUN_FIELDS, RUN_TIMES)), ...RUN_VALUES),
    usual: [],
    ties: [by('start_time', 'number', false), by('run_id', 'text')],
    once: true,
  },
  page: { usual: 1_000, most: 50_000 },
  refusals: RUN_REFUSALS,
};

const EXPERIMENT_KEYS = keys({
  name: PLAIN,
  experiment_id: ID,
  creation_time: WHOLE,
  last_update_time: WHOLE,
});

export const EXPERIMENTS: Grammar = {
  rules: rules(...attributes('attribute', EXPERIMENT_KEYS), ['tag tags', { entity: 'tag', any: OPTIONAL }]),
  order: {
    rules: rules(...attributes('attribute', EXPERIMENT_KEYS)),
    usual: [by('creation_time', 'number', false), by('experiment_id', 'id')],
    ties: [by('experiment_id', 'id', false)],
    once: false,
  },
  page: { usual: 1_000, most: 50_000 },
  refusals: EXPERIMENT_REFUSALS,
};

const TAGS: [string, Rule] = ['tag tags', { entity: 'tag', any: PLAIN }];

export const REGISTERED_MODELS: Grammar = {
  rules: rules(...attributes('attribute', keys({ name: LISTED })), TAGS),
  prompts: true,
  order: {
    rules: rules(
      ...attributes(
        '',
        keys({ name: PLAIN, last_updated_timestamp: NUMBER }, { timestamp: 'last_updated_timestamp' }),
      ),
    ),
    usual: [],
    ties: [by('name', 'text')],
    once: true,
  },
  page: { usual: 100, most: 1_000 },
  refusals: MODEL_REFUSALS,
};

export const MODEL_VERSIONS: Grammar = {
  rules: rules(
    ...attributes(
      'attribute',
      keys({ name: LISTED, run_id: LISTED, source_path: PLAIN, version_number: VERSION }),
    ),
    TAGS,
  ),
  prompts: true,
  order: {
    rules: rules(
      ...attributes(
        'attribute',
        keys({
          name: PLAIN,
          version_number: NUMBER,
          creation_timestamp: NUMBER,
          last_updated_timestamp: NUMBER,
        }),
      ),
    ),
    usual: [by('last_updated_timestamp', 'number', false)],
    ties: [by('name', 'text'), by('version_number', 'number', false)],
    once: true,
  },
  page: { usual: 10_000, most: 200_000 },
  refusals: VERSION_REFUSALS,
};

const MODEL_ATTRIBUTES = keys(
  {
    name: BARE,
    model_id: BARE,
    model_type: BARE,
    status: BARE,
    source_run_id: BARE,
    creation_timestamp: NUMBER,
    last_updated_timestamp: NUMBER,
  },
  {
    creation_time: 'creation_timestamp',
    creation_timestamp_ms: 'creation_timestamp',
    last_updated_time: 'last_updated_timestamp',
    last_updated_timestamp_ms: 'last_updated_timestamp',
  },
);

export const LOGGED_MODELS: Grammar = {
  rules: rules(
    ...attributes('attributes', MODEL_ATTRIBUTES),
    ['metrics', { entity: 'metric', any: NUMBER }],
    ['params', { entity: 'param', any: BARE }],
    ['tags', { entity: 'tag', any: BARE }],
  ),
  dashes: true,
  words: true,
  order: {
    rules: rules(...attributes('', MODEL_ATTRIBUTES), ['metrics', { entity: 'metric', any: NUMBER }]),
    usual: [],
    ties: [by('creation_timestamp', 'number', false), by('model_id', 'text')],
    once: false,
  },
  page: { usual: 100, most: 50_000 },
  refusals: LOGGED_MODEL_REFUSALS,
};
