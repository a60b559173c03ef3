import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import { canonicalJson, parseJson } from '../../core/json.js';
import { digitsOf } from '../../core/lineage/look-up-facts.js';
import { looseNames } from '../../core/lineage/version-edges.js';
import type { Log } from '../../core/log.js';
import { decodeName, encodeName } from '../../core/names.js';
import { everyVersion, FIRST_STAGE, foldModel, type ModelState } from '../../core/registry/registry.js';
import type { RegisteredModel } from '../../core/registry/state.js';
import { INDEX, MODELS, runPath } from '../layout.js';
import type { LedgerView, NewFile } from '../ledger.js';
import { readModel } from '../read/records.js';
import { tolerant } from './look-up.js';
import { LARGEST_PART } from './segment.js';

/** What models can be looked up by: a file for each, named as its folder is. */
export const MODEL_ENTRIES = `${INDEX}/models`;

/** What the versions of a model can be looked up by. */
export interface ModelEntry {
  /** Id of the model's folder when it was read. */
  tree: string;
  /** Ids of the runs of its versions. */
  runs: ReadonlySet<string>;
  /** First digits of the digests of its versions and of their files. */
  digests: ReadonlySet<string>;
  /** Marks of what tags of its versions may name as data. */
  tags: ReadonlySet<string>;
  /** Of the versions that are in one, as recorded. */
  stages: ReadonlyMap<number, string>;
}

/** @throws UserError E_NAME_INVALID */
export function entryPath(model: string): string {
  return `${MODEL_ENTRIES}/${encodeName(model, 'model name')}.json`;
}

/** The model that a path is the entry of; undefined for every other path. */
export function modelOfEntry(path: string): string | undefined {
  const [, name] = /^index\/models\/([^/]+)\.json$/.exec(path) ?? [];
  return name === undefined ? undefined : decodeName(name);
}

/** Ids of the folders of models, by name; none where what lies there is none. */
export async function modelTrees(view: LedgerView): Promise<Map<string, string>> {
  const folders = [...((await tolerant(undefined, () => view.subfolders(MODELS))) ?? [])];
  return new Map(
    folders.flatMap(([folder, tree]) => {
      const name = decodeName(folder);
      return name === undefined ? [] : [[name, tree] as const];
    }),
  );
}

/**
 * The entries that were made of the models as they are now, by name. Models without one are to be read.
 * @throws UserError E_LEDGER_* when the ledger cannot be read at all
 */
export async function readEntries(
  view: LedgerView,
  trees: ReadonlyMap<string, string>,
  log?: Log,
): Promise<Map<string, ModelEntry>> {
  const files = await tolerant(log, async () => {
    if (!(await view.subfolders(INDEX)).has('models')) return undefined;
    await view.bring([MODEL_ENTRIES]);
    return view.read(await view.list(MODEL_ENTRIES));
  });
  const entries = new Map<string, ModelEntry>();
  for (const [path, bytes] of files ?? []) {
    const name = modelOfEntry(path);
    const entry = parseEntry(bytes);
    if (name !== undefined && entry !== undefined && trees.get(name) === entry.tree) entries.set(name, entry);
  }
  return entries;
}

/**
 * Files of the entries of models. A model of which not everything counts, that had another name, or whose runs are not all there has
 * none, so that it is always read.
 */
export async function entryFiles(
  view: LedgerView,
  models: Iterable<readonly [name: string, tree: string]>,
): Promise<NewFile[]> {
  const files: NewFile[] = [];
  for (const [name, tree] of models) {
    const bytes = await entryOf(view, { name, tree });
    if (bytes !== undefined) files.push({ path: entryPath(name), bytes });
  }
  return files;
}

/** @param known ids of runs that are there @returns undefined for a model that is to be read always */
export async function entryOf(
  view: LedgerView,
  { name, tree, known = new Set() }: { name: string; tree: string; known?: ReadonlySet<string> },
): Promise<Buffer | undefined> {
  try {
    const model = await readModel(view, name);
    const state = foldModel(model);
    if (!isPlain(model, state)) return undefined;
    const all = everyVersion(model);
    const runs = [...new Set(all.flatMap(({ run_id }) => run_id ?? []))].sort();
    const unknown = runs.filter((id) => !known.has(id));
    const there = await view.read(unknown.map(runPath));
    if (all.some(({ run_id }) => run_id === null) || there.size < unknown.length) return undefined;
    const digests = all.flatMap(({ manifest }) =>
      manifest === null ? [] : [manifest.digest, ...manifest.files.map(({ digest }) => digest)],
    );
    const stages = Object.fromEntries([...state.stages].filter(([, stage]) => stage !== FIRST_STAGE));
    const tags = all.flatMap(looseNames).map(tagMark);
    const value = { tree, runs, digests: distinct(digests.map(digitsOf)), stages, tags: distinct(tags) };
    const bytes = Buffer.from(canonicalJson(value));
    return bytes.length > LARGEST_PART ? undefined : bytes;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Tags may be long: what is found by one has it. */
export function tagMark(name: string): string {
  return digitsOf(sha256(name));
}

function distinct(all: readonly string[]): string[] {
  return [...new Set(all)].sort();
}

/**
 * What is wrong with the entries: a look-up that trusts them could miss versions. One of a model that has changed since is no fault, nor
 * is one of an earlier build: their models are read.
 */
export async function entryProblems(view: LedgerView): Promise<{ path: string; what: string }[]> {
  const trees = await modelTrees(view);
  const problems: { path: string; what: string }[] = [];
  const files = await tolerant(undefined, async () => view.read(await view.list(MODEL_ENTRIES)));
  if (files === undefined) return [{ path: MODEL_ENTRIES, what: 'cannot be read' }];
  for (const [path, bytes] of files) {
    const name = modelOfEntry(path);
    const entry = parseEntry(bytes);
    if (name === undefined) problems.push({ path, what: 'is no part of an index' });
    else if (entry === undefined) {
      if (!isEarlier(bytes)) problems.push({ path, what: 'is damaged' });
    } else if (
      trees.get(name) === entry.tree &&
      !(await entryOf(view, { name, tree: entry.tree }))?.equals(bytes)
    )
      problems.push({ path, what: 'says otherwise than the records of its model' });
  }
  return problems;
}

function isPlain(model: RegisteredModel, { damage, gone }: ModelState): boolean {
  const { strays = [], events, places } = model;
  const isRenamed = events.some(({ type }) => type === 'model-renamed') || (places?.size ?? 0) > 0;
  return strays.length === 0 && damage.length === 0 && !isRenamed && gone?.type !== 'model-renamed';
}

/** @returns undefined for what this build does not write: its model is to be read */
export function parseEntry(bytes: Buffer): ModelEntry | undefined {
  const value = valueIn(bytes);
  return value === undefined ? undefined : entryIn(value);
}

/** Whether an entry lacks only what earlier builds did not write. */
function isEarlier(bytes: Buffer): boolean {
  const value = valueIn(bytes);
  return value !== undefined && entryIn({ stages: {}, tags: [], ...value }) !== undefined;
}

function valueIn(bytes: Buffer): Record<string, unknown> | undefined {
  const value = bytes.length > LARGEST_PART ? undefined : parseJson(bytes.toString('utf8'));
  return value === null || typeof value !== 'object' ? undefined : (value as Record<string, unknown>);
}

function entryIn({ tree, runs, digests, stages, tags }: Record<string, unknown>): ModelEntry | undefined {
  const isList = (list: unknown): list is string[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string');
  const inStages = stagesIn(stages);
  if (
    typeof tree !== 'string' ||
    !isList(runs) ||
    !isList(digests) ||
    !isList(tags) ||
    inStages === undefined
  )
    return undefined;
  return {
    tree,
    stages: inStages,
    runs: new Set(runs),
    digests: new Set(digests),
    tags: new Set(tags),
  };
}

function stagesIn(value: unknown): Map<number, string> | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const stages = new Map<number, string>();
  for (const [version, stage] of Object.entries(value)) {
    if (!/^[1-9]\d{0,8}$/.test(version) || typeof stage !== 'string') return undefined;
    stages.set(Number(version), stage);
  }
  return stages;
}
