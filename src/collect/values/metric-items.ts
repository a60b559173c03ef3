import { type DocumentObject, type DocumentValue, flatten, isObject } from '../../core/flatten.js';
import type { LeftOut } from './left-out.js';
import type { Curves } from './metric-curves.js';
import { Frame, isTimeEntry } from './metric-frame.js';
import { areColumns, isFoldList, noteOf } from './metric-rows.js';
import { instantOf, metricOfValue, stepOf } from './metric-values.js';

/** What is no number may have any key: it is not recorded. More values of one document, or of one line, are data. */
const FLATTEN = { code: 'E_METRIC_INVALID', limit: 200_000, lenient: true } as const;
/** Lists of rows whose own name says nothing of what is in them. */
const CONTAINERS = new Set(['log_history', 'history']);
const NAME_KEYS = ['key', 'name', 'metric'];
const ITEM_KEYS = new Set([...NAME_KEYS, 'value', 'step', 'at', 'timestamp', 'unit', 'range', 'extra']);
const STEP_KEYS = new Set(['step', 'epoch', 'iteration', '_step', 'global_step']);

/** Where what is found in a file goes. */
export interface Found {
  where: string;
  curves: Curves;
  leftOut: LeftOut;
  /** What a person should know of how it was read; sentences without a full stop. */
  notes: string[];
}

export interface Item {
  value: DocumentValue;
  /** For messages: a file with its line, or with the number of the item. */
  where: string;
  /** Counts from 1. */
  line: number;
  /** Whether it was there before the run. */
  isOld: boolean;
}

/** The metrics of a JSON, YAML or TOML document. @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE */
export function addDocument(document: DocumentValue, found: Found): void {
  if (Array.isArray(document)) {
    addItems(itemsOf(document, found.where), found);
    return;
  }
  const { leaves, faults } = flatten(document, { ...FLATTEN, where: found.where });
  found.curves.refuse(faults);
  const columns = columnsOf(leaves, found);
  for (const [key, leaf] of leaves) {
    if (columns.has(key)) continue;
    const value = metricOfValue(leaf);
    if (isTimeEntry(key, leaf)) found.leftOut.add(key, instantOf(leaf) ?? null);
    else if (value !== undefined) found.curves.add(key, { value, step: Number.NaN, time: Number.NaN });
    else if (Array.isArray(leaf)) addList(key, leaf, found);
    else found.leftOut.add(key, leaf);
  }
}

/** Rows, and single values that say their own name, of JSON Lines or of a list. @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE */
export function addItems(items: Iterable<Item>, found: Found, prefix = ''): void {
  const frame = new Frame({ ...found, prefix, read: metricOfValue, gaps: 'final' });
  for (const { value, where, line, isOld } of items) {
    const name = nameOf(value);
    if (name !== undefined && isObject(value)) {
      addNamed(`${prefix}${name}`, value, { ...found, where, isOld });
      continue;
    }
    const { leaves, faults } = flatten(value, { ...FLATTEN, where });
    found.curves.refuse(faults);
    frame.add(leaves, line, isOld);
  }
  frame.finish();
}

/** The name of an item that is one value: `{"key", "value", "step", "at"}` as in our own series, or `{"name", "unit", "value"}`. */
function nameOf(value: DocumentValue): string | undefined {
  if (!isObject(value) || !areItemKeys(Object.keys(value))) return undefined;
  const name = NAME_KEYS.map((key) => value[key]).find((text) => typeof text === 'string');
  return typeof name === 'string' ? name : undefined;
}

/** Whether these are the fields of items that are one value and say its name. */
export function areItemKeys(keys: readonly string[]): boolean {
  return (
    keys.includes('value') &&
    NAME_KEYS.some((key) => keys.includes(key)) &&
    keys.every((key) => ITEM_KEYS.has(key))
  );
}

/** @param item with the metric's `value`, `step` and `at` or `timestamp` @param found with what the item is called in messages */
export function addNamed(key: string, item: DocumentObject, found: Found & { isOld: boolean }): void {
  const { curves, leftOut, where, isOld } = found;
  const value = metricOfValue(item.value);
  const step = (item.step ?? null) === null ? Number.NaN : stepOf(item.step);
  const time = item.at ?? item.timestamp ?? null;
  const at = time === null ? null : instantOf(time);
  if (step === undefined) curves.fault('"step" is no whole number', where, 'Write a whole number, or null');
  if (at === undefined) curves.fault('"at" is no time', where, 'Write times as 2026-01-31T12:00:00Z');
  if (value === undefined) leftOut.add(key, item.value ?? null);
  if (value === undefined && step !== undefined)
    curves.addUnread(key, { cell: item.value ?? null, where, step }, isOld);
  if (value === undefined || step === undefined || at === undefined) return;
  curves.add(key, { value, step, time: at === null ? Number.NaN : Date.parse(at) }, isOld);
}

/**
 * Adds lists side by side whose items are no steps, such as those of the folds of a cross-validation, as the table that they are.
 * @returns the keys of those
 */
function columnsOf(leaves: Iterable<readonly [string, DocumentValue]>, found: Found): Set<string> {
  const tables = new Map<string, { prefix: string; size: number; lists: Map<string, DocumentValue[]> }>();
  for (const [key, leaf] of leaves) {
    if (!Array.isArray(leaf) || leaf.length < 2 || leaf.some((item) => Array.isArray(item))) continue;
    const prefix = key.slice(0, key.lastIndexOf('.') + 1);
    const id = `${leaf.length} ${prefix}`;
    const table = tables.get(id) ?? { prefix, size: leaf.length, lists: new Map() };
    table.lists.set(key.slice(prefix.length), leaf);
    tables.set(id, table);
  }
  const taken = new Set<string>();
  for (const { prefix, size, lists } of tables.values()) {
    const isTable = areColumns([...lists.keys()]);
    const columns = [...lists].filter(
      ([name, list]) => isTable || (isFoldList(prefix + name) && areNumbers(list)),
    );
    if (columns.length === 0) continue;
    const frame = new Frame({ ...found, prefix, read: metricOfValue, gaps: 'final' });
    for (let row = 0; row < size; row++) {
      const cells = columns.map(([name, list]) => [name, list[row] ?? null] as const);
      frame.add(isTable ? cells : [['fold', row], ...cells], row + 1);
    }
    frame.finish();
    for (const [name] of columns) taken.add(prefix + name);
  }
  return taken;
}

function areNumbers(list: readonly DocumentValue[]): boolean {
  return list.some((item) => metricOfValue(item) !== undefined);
}

/** A list of numbers is a curve from step 0 on, one of {"step", "value"} a curve with its own steps, one of rows several. */
function addList(key: string, items: DocumentValue[], found: Found): void {
  const objects = items.filter((item) => isObject(item));
  const areObjects = objects.length > 0 && objects.length === items.length;
  if (areObjects && objects.every(isPoint)) addPoints(key, objects, found);
  else if (areObjects && (objects.every((item) => nameOf(item) !== undefined) || objects.some(hasStep))) {
    addItems(itemsOf(items, found.where), found, prefixOf(key));
  } else addNumbers(key, items, found);
}

function addNumbers(key: string, items: DocumentValue[], { where, curves, leftOut, notes }: Found): void {
  const numbers = items.map(metricOfValue);
  if (numbers.every((value) => value === undefined)) {
    leftOut.add(key, items);
    return;
  }
  const note = noteOf(undefined, where);
  if (items.length > 1 && !notes.includes(note)) notes.push(note);
  for (const [step, value] of numbers.entries()) {
    if (value === undefined) {
      leftOut.add(key, items[step] ?? null);
      curves.addUnread(key, { cell: items[step] ?? null, where: `${where}, item ${step + 1}`, step });
    } else curves.add(key, { value, step, time: Number.NaN });
  }
}

function addPoints(key: string, points: readonly DocumentObject[], found: Found): void {
  for (const point of points) {
    const step = stepOf(point.step);
    if (metricOfValue(point.value) === undefined || step === undefined) {
      found.leftOut.add(key, point);
      if (step !== undefined)
        found.curves.addUnread(key, { cell: point.value ?? null, where: found.where, step });
    } else addNamed(key, point, { ...found, isOld: false });
  }
}

function isPoint(item: DocumentObject): boolean {
  return 'step' in item && 'value' in item && Object.keys(item).every((key) => ITEM_KEYS.has(key));
}

function hasStep(item: DocumentObject): boolean {
  return Object.keys(item).some((key) => STEP_KEYS.has(key.toLowerCase()));
}

function prefixOf(key: string): string {
  const parts = key.split('.');
  if (CONTAINERS.has(parts.at(-1) ?? '')) parts.pop();
  return parts.length === 0 ? '' : `${parts.join('.')}.`;
}

function itemsOf(list: readonly DocumentValue[], where: string): Item[] {
  return list.map((value, index) => ({
    value,
    where: `${where}, item ${index + 1}`,
    line: index + 1,
    isOld: false,
  }));
}
