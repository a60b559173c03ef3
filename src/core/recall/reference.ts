import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { parseCommitRange, parseOwner } from '../lineage/commit-range.js';
import type { PackageRange } from '../lineage/package-range.js';
import { type DatasetReference, parseReference } from '../lineage/reference.js';

/** What somebody wants recalled, as it was written; the ledger has not been looked at. */
export type RecallReference =
  | {
      kind: 'dataset';
      /** As one name and version; what it means of all that it may mean the ledger says. */
      name: string;
      version: string;
      asked: DatasetReference;
    }
  /** One commit, whatever comes after it. */
  | { kind: 'commit'; asked: string; commit: string; repository: string | null }
  /** All code that has one commit and not the other. */
  | { kind: 'commits'; asked: string; bad: string; fix: string | null; repository: string | null }
  | { kind: 'run'; digits: string }
  | { kind: 'package'; range: PackageRange };

const FORMS =
  '`dataset:NAME@VERSION`, `dataset:OWNER/REPO:NAME@VERSION`, `commit:SHA` (all code that has it), `commit:=SHA` (that commit alone), `commit:BAD..FIX` (each of these also as `commit:OWNER/REPO@…`), `run:ID` or `package:NAME==VERSION`';

/** Characters that a run's record has for the name and the version of data and the name of a package, and a recall's for a range of it. */
const LONGEST = { name: 200, version: 250, package: 250, range: 500 } as const;

/** @throws UserError E_INPUT_INVALID */
export function parseRecallReference(text: string): RecallReference {
  const reference = read(text.trim());
  // A name may have its repository in front.
  const isLong =
    (reference.kind === 'dataset' &&
      (reference.name.replace(/^(?:[^/\s:]+\/)+[^/\s:]+:/, '').length > LONGEST.name ||
        reference.version.length > LONGEST.version)) ||
    (reference.kind === 'package' &&
      (reference.range.name.length > LONGEST.package || text.length > LONGEST.range));
  if (isLong) throw unfit(text.trim(), 'is longer than any name that a record has');
  return reference;
}

function read(trimmed: string): RecallReference {
  const { repository, rest } = parseOwner(trimmed.replace(/^commit:\s*/i, ''));
  const exact = /^commit:/i.test(trimmed)
    ? /^\s*=\s*([0-9a-f]{4,64})$/i.exec(rest)?.[1]?.toLowerCase()
    : undefined;
  if (exact !== undefined) return { kind: 'commit', asked: `=${exact}`, commit: exact, repository };
  const range = parseCommitRange(trimmed);
  if (range !== undefined)
    return {
      kind: 'commits',
      asked: range.fix === null ? range.bad : `${range.bad}..${range.fix}`,
      ...range,
    };
  if (!/^(?:dataset|commit|runs?|package):/i.test(trimmed))
    throw unfit(trimmed, 'is nothing that can be recalled');
  const reference = parseReference(trimmed);
  switch (reference.kind) {
    case 'dataset': {
      const { name, version } = reference;
      if (version === null) throw unfit(trimmed, 'names no version');
      return { kind: 'dataset', name, version, asked: reference };
    }
    case 'datasets': {
      const [whole] = reference.cuts;
      if (whole === undefined) throw notOneVersion(trimmed);
      return { kind: 'dataset', ...whole, asked: reference };
    }
    case 'commit':
      return {
        kind: 'commits',
        asked: reference.commit,
        bad: reference.commit,
        fix: null,
        repository: reference.repository,
      };
    case 'run':
      if (reference.paths.length > 0)
        throw unfit(trimmed, 'names a file of a run, and a run is recalled as a whole');
      return { kind: 'run', digits: reference.run };
    case 'package':
      if (reference.range.clauses.length === 0) throw unfit(trimmed, 'names no versions: `>=0` means all');
      return { kind: 'package', range: reference.range };
    default:
      throw notOneVersion(trimmed);
  }
}

export function notOneVersion(text: string): UserError {
  return unfit(text, 'is no one version, and each is recalled by itself');
}

function unfit(text: string, what: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: `${shown(text)} ${what}`,
    where: 'REF',
    mend: `Write it as ${FORMS}`,
  });
}
