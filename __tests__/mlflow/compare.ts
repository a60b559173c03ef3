import type { Answer, Json } from './replay.js';

/** Where two answers differ: in how they refuse, or in a field of what they tell. */
export interface Difference {
  /** `status`, `error_code`, `message`, or a path such as `runs.0.info.run_name`. */
  path: string;
  theirs: Json | undefined;
  ours: Json | undefined;
}

/** What no client reads, and what there is one of here. */
const PASSED = new Set(['sqlstate', 'error_class', 'workspace']);

/** Lists that have no order: MLflow gives them as its database does. */
const SETS = new Set([
  ...['tags', 'params', 'aliases', 'latest_versions'],
  ...['dataset_inputs', 'model_inputs', 'model_outputs'],
]);

export function differences(theirs: Answer, ours: Answer): Difference[] {
  if (theirs.status === 200 && ours.status === 200)
    return differ(ordered(theirs.body), ordered(ours.body), '');
  const pairs: [string, Json | undefined, Json | undefined][] = [
    ['status', theirs.status, ours.status],
    ['error_code', child(theirs.body, 'error_code'), child(ours.body, 'error_code')],
    ['message', child(theirs.body, 'message'), child(ours.body, 'message')],
  ];
  const first = pairs.find(([path, one, other]) =>
    path === 'message' ? !beginsWith(other, one) : one !== other,
  );
  return first === undefined ? [] : [{ path: first[0], theirs: first[1], ours: first[2] }];
}

/** Ours is to begin with the first sentence of MLflow's. */
function beginsWith(ours: Json | undefined, theirs: Json | undefined): boolean {
  return String(ours).startsWith(String(theirs).split(/\.(?:\s|$)|\n/)[0] ?? '');
}

function differ(theirs: Json | undefined, ours: Json | undefined, path: string): Difference[] {
  const names = namesOf(theirs);
  const others = namesOf(ours);
  if (names === undefined || others === undefined || Array.isArray(theirs) !== Array.isArray(ours))
    return theirs === ours ? [] : [{ path, theirs, ours }];
  return [...new Set([...names, ...others])]
    .filter((name) => !PASSED.has(name))
    .flatMap((name) =>
      differ(child(theirs, name), child(ours, name), path === '' ? name : `${path}.${name}`),
    );
}

function namesOf(value: Json | undefined): string[] | undefined {
  return value !== null && typeof value === 'object' ? Object.keys(value) : undefined;
}

function child(value: Json | undefined, name: string): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** With lists that have no order in one of ours. @param inside name of what the value is in */
function ordered(value: Json, name = '', inside = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    const isSet = SETS.has(name) || (name === 'metrics' && inside === 'data');
    return isSet ? items.sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)) : items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, ordered(item, key, name)]),
  );
}

/** Without the aliases of versions, which MLflow does not always tell. */
function sortKey(item: Json): string {
  return JSON.stringify(item, (key, value) => (key === 'aliases' ? undefined : value));
}
