import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { asText } from '../ci/ci.js';
import type { Git } from './start.js';
import { readStatus, type Status, unknown } from './status.js';
import { listTracked, lookingAgain, type Tracked } from './tracked.js';

type Changes = Pick<Status, 'dirty' | 'notes'>;

/**
 * Finds out how a work tree differs from its commit, also where its index would hide it or that of a submodule.
 * @param work gets the answer, and a git that shows the same changes, those in submodules aside
 */
export async function readChanges<T>(git: Git, work: (git: Git, status: Status) => Promise<T>): Promise<T> {
  const [shown, tracked] = await Promise.all([readStatus(git), listTracked(git).catch(whyNot)]);
  if (typeof tracked === 'string') return work(git, merged(shown, nobodyKnows(tracked)));
  const inner = await inSubmodules(git, tracked);
  const { doubted } = tracked;
  if (doubted.length === 0) return work(git, merged(shown, inner));
  const again = (own: Git) => readStatus(own).then((seen) => work(own, merged(shown, seen, inner)));
  return lookingAgain(git, doubted, again).catch((error: unknown) =>
    work(git, merged(shown, inner, nobodyKnows(whyNot(error)))),
  );
}

const HIDDEN = 'the work tree has changes that git status does not show';

function whyNot(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nobodyKnows(why: string): Changes {
  return { dirty: null, notes: [unknown(why)] };
}

/** The first one, with what the others know of more. */
function merged(first: Status, ...others: Changes[]): Status {
  const all = [first, ...others];
  const isUnknown = all.some(({ dirty }) => dirty === null);
  const dirty = all.some((one) => one.dirty === true) || (isUnknown ? null : false);
  // Once is enough to say why nobody knows.
  const notes = new Set((first.dirty === null ? [first] : all).flatMap((one) => one.notes));
  if (dirty === true && first.dirty === false) notes.add(HIDDEN);
  return { ...first, dirty, notes: [...notes] };
}

/** Each is asked by itself: what its index or configuration hides, it hides from the repository above as well. */
async function inSubmodules(git: Git, { root, submodules }: Tracked): Promise<Changes> {
  const found: Changes = { dirty: false, notes: [] };
  for (const bytes of submodules) {
    const name = Buffer.from(bytes, 'latin1').toString('utf8');
    const { dirty, notes } = await inSubmodule(git, root, name).catch((error) => nobodyKnows(whyNot(error)));
    found.dirty = found.dirty === true || dirty === true || (found.dirty === null ? null : dirty);
    found.notes.push(...notes.map((note) => `submodule ${asText(name, 200)}: ${note}`));
  }
  return found;
}

async function inSubmodule(git: Git, root: string, name: string): Promise<Changes> {
  const folder = path.join(root, name);
  const real = await realpath(folder);
  if (real !== path.join(await realpath(root), name)) return nobodyKnows(`it lies in ${asText(real, 200)}`);
  const names = await readdir(folder);
  if (names.length === 0) return { dirty: false, notes: [] };
  if (!names.includes('.git'))
    return { dirty: true, notes: ['files lie in its place, and it is not checked out'] };
  // As git itself calls git in one; its configuration may name another work tree.
  const place = { GIT_DIR: '.git', GIT_WORK_TREE: '.' };
  const inside: Git = (args, more) =>
    git(['-C', folder, ...args], { ...more, env: { ...more?.env, ...place } });
  return readChanges(inside, async (_, status) => status);
}
