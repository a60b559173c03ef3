import { UserError } from '../../core/errors.js';
import { decodeName } from '../../core/names.js';
import type { NewObject } from '../git/objects.js';
import { entryOf, entryPath, modelTrees, parseEntry } from '../index/model-entries.js';
import { MODELS, modelFolder } from '../layout.js';
import type { NewFile } from '../ledger.js';
import type { Snapshot } from '../read/snapshot.js';
import { type Addition, additionsOf, type NewTree, treeWith } from './tree.js';

/** Records of the largest model that is read for it: its writer waits. */
const MOST_RECORDS = 500;

/** A commit that is not made yet. */
interface Content {
  additions: readonly Addition[];
  /** Of the files that are added. */
  contents: readonly NewObject[];
  tree: NewTree;
}

/**
 * The same with what the models can be looked up by that it changes. A model that had no look-ups as it was gets none here: that would
 * take reading all its runs. Whatever cannot be read stops no write: writers of segments look after what is left.
 */
export async function withEntries(snapshot: Snapshot, content: Content): Promise<Content> {
  const { additions, contents, tree } = content;
  const names = modelsOf(additions.map(({ path }) => path));
  if (names.length === 0) return content;
  // What a model is with the new records is read from them.
  await snapshot.store.write([...contents, ...tree.objects]);
  const files = await entriesOf(names, { before: snapshot, after: snapshot.of(tree.id) });
  if (files.length === 0) return content;
  const more = additionsOf(snapshot.store, files);
  const all = [...additions, ...more.additions];
  return {
    additions: all,
    contents: [...contents, ...more.contents],
    tree: await treeWith(snapshot, { additions: all, resetIndex: false }),
  };
}

async function entriesOf(
  names: readonly string[],
  { before, after }: { before: Snapshot; after: Snapshot },
): Promise<NewFile[]> {
  const files: NewFile[] = [];
  try {
    for (const name of names) {
      const known = await runsOf(name, before);
      const tree = (await modelTrees(after)).get(name);
      if (known === undefined || tree === undefined) continue;
      // Whoever planned the change has most often read it.
      await before.bring([modelFolder(name)]);
      if (await isLarge(name, after)) continue;
      const bytes = await entryOf(after, { name, tree, known });
      if (bytes !== undefined) files.push({ path: entryPath(name), bytes });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return files;
}

function modelsOf(paths: readonly string[]): string[] {
  const folders = paths.flatMap((path) => new RegExp(`^${MODELS}/([^/]+)/`).exec(path)?.[1] ?? []);
  return [...new Set(folders)].flatMap((folder) => decodeName(folder) ?? []);
}

/** Ids of the runs of its versions, which are known to be there; undefined where that is not known. */
async function runsOf(name: string, view: Snapshot): Promise<ReadonlySet<string> | undefined> {
  const tree = (await modelTrees(view)).get(name);
  if (tree === undefined) return new Set();
  const path = entryPath(name);
  const bytes = (await view.read([path])).get(path);
  const entry = bytes === undefined ? undefined : parseEntry(bytes);
  return entry?.tree === tree ? entry.runs : undefined;
}

async function isLarge(name: string, view: Snapshot): Promise<boolean> {
  const folder = modelFolder(name);
  const groups = [...(await view.subfolders(folder)).keys()].map((group) => `${folder}/${group}`);
  await view.open(groups);
  return groups.reduce((sum, group) => sum + view.entries(group).length, 0) > MOST_RECORDS;
}
