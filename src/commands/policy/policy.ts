import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors.js';
import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import { parsePolicy, sourceText } from '../../policy-file/policy-file.js';

export const DEFAULT_POLICY_PATH = '.github/lineage.yml';

export interface PolicyPlace {
  /** Relative to the root of the repository. */
  path: string;
  /** Absolute root of the checkout; null when the job has none. */
  checkout: string | null;
  /**
   * The commit or branch whose policy counts instead of the checkout's: a pull request's base, or the event's commit
   * when there is no checkout. Null: the checkout's own file counts.
   */
  ref: string | null;
  /** Reads a file of the repository at a ref; undefined when there is no API to ask. */
  readAtRef: ((path: string, ref: string) => Promise<string | null>) | undefined;
}

/** A policy's file. */
export interface PolicyFile {
  /** From the root of the repository. */
  path: string;
  /** Null when there is none, so that the built-in policy applies. */
  text: string | null;
}

/**
 * The policy that applies. Without a file at the default path the built-in one does.
 * @throws UserError E_POLICY_INVALID, E_FILE_UNREADABLE, E_PATH_OUTSIDE, E_PATH_MISSING when a file at another path than the default is not there
 */
export async function loadPolicy(place: PolicyPlace): Promise<Policy> {
  return (await loadPolicyFile(place)).policy;
}

/** As {@link loadPolicy}, with the file, for what is to be said of its lines. */
export async function loadPolicyFile(
  place: PolicyPlace,
): Promise<{ policy: Policy; policy_file: PolicyFile }> {
  const text = await readText(place, { path: place.path, kind: 'policy' });
  const read = (path: string) => readText(place, { path, kind: 'schema' });
  const policy_file = { path: place.path, text };
  if (text !== null) {
    return { policy: await parsePolicy(text, { path: place.path, ref: place.ref, read }), policy_file };
  }
  await requireNoOther(place);
  if (place.path === DEFAULT_POLICY_PATH) return { policy: BUILT_IN_POLICY, policy_file };
  throw new UserError({
    code: 'E_PATH_MISSING',
    what: `There is no policy file \`${sourceText(place.path, place.ref)}\``,
    where: 'input policy',
    mend: `Correct the path, or leave the input away to use \`${DEFAULT_POLICY_PATH}\``,
  });
}

/** A policy under nearly the right name would silently not count. @throws UserError E_POLICY_INVALID */
async function requireNoOther(place: PolicyPlace): Promise<void> {
  const other = place.path.replace(/\.yml$/, '.yaml');
  if (other === place.path || place.checkout === null) return;
  if ((await readText({ ...place, ref: null }, { path: other, kind: 'policy' })) === null) return;
  throw new UserError({
    code: 'E_POLICY_INVALID',
    what: `There is a file \`${other}\`, and the policy is read from \`${place.path}\``,
    where: other,
    mend: `Rename it to \`${place.path}\`, or name it in \`policy\``,
  });
}

interface TextFile {
  /** From the root of the repository. */
  path: string;
  kind: 'policy' | 'schema';
}

/** @returns null when there is no such file */
async function readText({ checkout, ref, readAtRef }: PolicyPlace, wanted: TextFile): Promise<string | null> {
  if (ref !== null && readAtRef !== undefined) return readAtRef(wanted.path, ref);
  if (checkout === null) return null;
  const file = path.resolve(checkout, wanted.path);
  const where = wanted.kind === 'policy' ? 'input policy' : 'policy, `record`';
  try {
    const real = path.relative(await realpath(checkout), await realpath(file));
    if (real.startsWith('..') || path.isAbsolute(real)) {
      throw new UserError({
        code: 'E_PATH_OUTSIDE',
        what: `The ${wanted.kind} \`${wanted.path}\` lies outside the repository`,
        where,
        mend: 'Give a path within the repository',
      });
    }
    if (!(await stat(file)).isFile()) throw unreadable('is not a file', where, wanted);
    return decode(await readFile(file), wanted);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    // What a link leads to was meant to count.
    if (isMissing && (await lstat(file).catch(() => null)) === null) return null;
    if (code === '') throw error;
    throw unreadable(
      isMissing ? 'is a link that leads to nothing' : `cannot be read (${code})`,
      where,
      wanted,
    );
  }
}

function unreadable(why: string, where: string, { path: name, kind }: TextFile): UserError {
  const what = `The ${kind} \`${name}\` ${why}`;
  return new UserError({ code: 'E_FILE_UNREADABLE', what, where, mend: 'Give the path of a file' });
}

/** Replacement characters in a tag's name would make a rule that nothing can meet. */
function decode(bytes: Buffer, { path: name, kind }: TextFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(
      {
        code: 'E_POLICY_INVALID',
        what: `The ${kind} is not UTF-8 text`,
        where: name,
        mend: 'Write it as UTF-8',
      },
      { cause },
    );
  }
}
