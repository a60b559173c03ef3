import type { Grammar, OrderKey } from './grammar.js';
import { identify, unquoted } from './identifier.js';
import { clip, QueryError } from './query-error.js';
import { Scanner } from './scanner.js';
import type { DatasetCondition, Subject, Value } from './subject.js';
import { compareIds, compareNumbers, compareTexts } from './values-order.js';

type Key = OrderKey & { on?: readonly DatasetCondition[] };

/** What is sorted by, the most important first. The ties of the search are part of it, so no two subjects are equal. */
export type Order = readonly Key[];

/** An item of `order_by` as logged models have it. */
export interface ModelOrderItem {
  field_name?: string;
  ascending?: boolean;
  dataset_name?: string;
  dataset_digest?: string;
}

const LONGEST_ITEM = 1_000;
const MEND =
  'Write one name for each item, a key with blanks in backticks, and ASC or DESC behind it if need be';

/**
 * @param items such as ``metrics.`val loss` DESC``; none: the usual order of the search
 * @throws QueryError for the first item that cannot be followed
 */
export function parseOrder(items: readonly string[], grammar: Grammar): Order {
  const keys = items.map((item) => parseItem(item, grammar));
  if (grammar.order.once) {
    const names = keys.map(({ entity, key }) => `${entity}.${key}`);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) {
      const list = items.map((item) => `'${item}'`).join(', ');
      throw new QueryError(
        `\`order_by\` contains duplicate fields: [${clip(list)}]`,
        `Name ${clip(twice)} once`,
      );
    }
  }
  return withTies(keys, grammar);
}

/**
 * The same of the items that the search for logged models takes.
 * @throws QueryError for the first item that cannot be followed
 */
export function parseModelOrder(items: readonly ModelOrderItem[], grammar: Grammar): Order {
  const keys = items.map((item) => modelKey(item, grammar));
  return withTies(keys, grammar);
}

/** Missing values are last in both directions, and NaN just before them. */
export function compare(order: Order): (a: Subject, b: Subject) => number {
  const keys = order.map((key) => ({ key, compareValues: valueComparer(key) }));
  return (a, b) => {
    for (const { key, compareValues } of keys) {
      const sign = compareValues(sortValue(a, key), sortValue(b, key));
      if (sign !== 0) return sign;
    }
    return 0;
  };
}

/**
 * The first subjects in order. Each is asked once for each key, so this is faster than to sort with {@link compare}; of few out of
 * many the others are dropped on the way.
 * @param count how many; left out, all of them
 */
export function sorted<T extends Subject>(
  subjects: Iterable<T>,
  order: Order,
  count = Number.POSITIVE_INFINITY,
): T[] {
  const comparers = order.map(valueComparer);
  const compareRows = (a: Row<T>, b: Row<T>) => {
    for (let index = 0; index < comparers.length; index++) {
      const sign = comparers[index]?.(a.values[index], b.values[index]) ?? 0;
      if (sign !== 0) return sign;
    }
    return 0;
  };
  const [key] = order;
  const compareFirst = comparers[0] ?? (() => 0);
  const most = Math.max(2 * count, FEW);
  let rows: Row<T>[] = [];
  let last: Row<T> | undefined;
  for (const subject of subjects) {
    // Most are behind all that is kept by the first key alone.
    if (last !== undefined && key !== undefined && compareFirst(sortValue(subject, key), last.values[0]) > 0)
      continue;
    const row = { subject, values: order.map((one) => sortValue(subject, one)) };
    if (last !== undefined && compareRows(row, last) >= 0) continue;
    rows.push(row);
    if (rows.length < most) continue;
    rows = rows.sort(compareRows).slice(0, count);
    last = rows.at(-1);
  }
  rows.sort(compareRows);
  return rows.slice(0, count).map(({ subject }) => subject);
}

/** Rows that are sorted at once rather than in parts. */
const FEW = 256;

interface Row<T> {
  subject: T;
  values: (Found | undefined)[];
}

function parseItem(item: string, grammar: Grammar): Key {
  const refuse = (said: string): never => {
    throw new QueryError(said, MEND);
  };
  const scanner = new Scanner(item);
  const name = item.length > LONGEST_ITEM ? undefined : scanner.takeName();
  const rest = item.slice(scanner.at);
  const direction = rest === '' ? undefined : rest.trim();
  const isPart =
    direction === undefined || (/^\s/.test(rest) && /^\w+$/.test(direction) && rest.endsWith(direction));
  if (name === undefined || !isPart)
    return refuse(`Invalid order_by clause '${clip(item)}'. Could not be parsed.`);
  if (direction !== undefined && !/^(?:asc|desc)$/i.test(direction))
    return refuse(`Invalid ordering key in order_by clause '${clip(item)}'.`);
  return orderKey(name.raw, { grammar, ascending: direction?.toLowerCase() !== 'desc' });
}

function orderKey(raw: string, { grammar, ascending }: { grammar: Grammar; ascending: boolean }): Key {
  const { order, refusals, rules } = grammar;
  const dot = raw.indexOf('.');
  const word = dot < 0 ? '' : unquoted(raw.slice(0, dot), '`');
  if (!order.rules.has(word) && (rules.has(word) || order.rules.size === 1)) {
    const entity = rules.get(word)?.entity ?? 'attribute';
    throw new QueryError(
      refusals.orderEntity(entity, raw),
      `Sort by ${[...(order.rules.get('')?.keys?.keys() ?? [])].join(', ')}`,
    );
  }
  const named = { entity: refusals.entity, key: refusals.orderKey };
  const { entity, key, kind } = identify({ raw }, { rules: order.rules, refusals: named });
  return { entity, key, kind, ascending };
}

function modelKey(item: ModelOrderItem, grammar: Grammar): Key {
  const { field_name: name = '', ascending = true, dataset_name, dataset_digest } = item;
  const { entity, key, kind } = modelField(name.trim(), grammar);
  if (entity !== 'metric' || (dataset_name === undefined && dataset_digest === undefined))
    return { entity, key, kind, ascending };
  return { entity, key, kind, ascending, on: [{ name: dataset_name, digest: dataset_digest }] };
}

function modelField(name: string, grammar: Grammar): OrderKey {
  const [word = '', ...others] = name.split('.');
  const rule = others.length === 0 ? grammar.order.rules.get('') : undefined;
  const found = rule?.keys?.get(name);
  const order = { ascending: true };
  if (found !== undefined) return { ...order, entity: 'attribute', key: found.key, kind: found.kind };
  if (others.length > 0 && word === 'metrics')
    return { ...order, entity: 'metric', key: others.join('.'), kind: 'number' };
  const said = `Invalid order by field name: ${clip(name)}${others.length > 0 ? '. Only metrics are supported.' : ''}`;
  const known = [...(grammar.order.rules.get('')?.keys?.keys() ?? [])];
  throw new QueryError(said, `Use metrics.KEY or one of ${known.join(', ')}`);
}

function withTies(keys: readonly Key[], { order }: Grammar): Order {
  const asked = keys.length === 0 ? order.usual : keys;
  const isAsked = (tie: OrderKey) =>
    asked.some(({ entity, key }) => entity === tie.entity && key === tie.key);
  return [...asked, ...order.ties.filter((tie) => !isAsked(tie))];
}

type Found = Exclude<Value, undefined | null>;

function sortValue(subject: Subject, { entity, key, on }: Key): Found | undefined {
  const value = on === undefined ? subject.get(entity, key) : subject.get(entity, key, on);
  return (typeof value === 'object' ? value?.[0] : value) ?? undefined;
}

function valueComparer({ kind, ascending }: Key): (a: Found | undefined, b: Found | undefined) => number {
  const compareWords = kind === 'id' ? compareIds : compareTexts;
  const compareTwo =
    kind === 'number'
      ? (a: Found, b: Found) => compareNumbers(a as number, b as number)
      : (a: Found, b: Found) => compareWords(String(a), String(b));
  const sign = ascending ? 1 : -1;
  return (a, b) => {
    const last = lastness(a) - lastness(b);
    return a === undefined || b === undefined || last !== 0 ? last : sign * compareTwo(a, b);
  };
}

function lastness(value: Found | undefined): number {
  if (value === undefined) return 2;
  return Number.isNaN(value) ? 1 : 0;
}
