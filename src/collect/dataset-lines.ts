import { type Fault, Faults, UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { isAnyRunId } from '../core/ids.js';
import { hasControl, parseLines, shown } from '../core/key-values.js';
import { isRange } from '../core/lineage/version-range.js';
import { encodeName } from '../core/names.js';
import { splitOptions } from './values/line-options.js';

type Role = NonNullable<RunRecord['inputs']['datasets'][number]['role']>;

/** A line of `datasets`. */
export interface DatasetLine {
  name: string;
  version: string;
  /** As the user wrote it; null when only a name and version were given. */
  path: string | null;
  /** Null when the line does not say it. */
  role: Role | null;
  /** Id of the run whose output it is, as the line says. */
  made_by: string | null;
  /** Whether a pointer to the data will do. */
  digest_only: boolean;
  line: number;
}

export const DATASETS_LIMIT = 1000;
const VERSION_LIMIT = 250;
const ROLES: readonly Role[] = ['train', 'validation', 'test', 'reference'];
const OPTIONS = ['role=', 'made_by=', 'digest-only'];
/** What looks like a path. `v1.0` does not. */
const PATH_LIKE = /\/|\.[a-z]+$/i;
const FORM = 'Write the line as name=version, or name=version path';

/**
 * The input `datasets`: `name=version [path] [role=…] [made_by=RUN] [digest-only]` a line; the path is all between, spaces and all.
 * @param isPath whether a text, in which the options still are, names something that exists
 * @throws UserError E_DATASET_INVALID with every fault
 */
export function parseDatasets(text: string, isPath: (path: string) => boolean = () => false): DatasetLine[] {
  const faults = new Faults();
  const found = new Map<string, DatasetLine>();
  for (const { text: item, line } of parseLines(text)) {
    const where = `datasets, line ${line}`;
    const fault = (what: string, mend: string) => faults.add(invalid(what, where, mend));
    // No space behind the `=`: with an unset variable as version, the path would become the version.
    const parts = /^([^=]*)=(\S*)(?:\s+(\S.*)?)?$/.exec(item);
    if (parts === null) {
      fault(`${shown(item)} has no "="`, FORM);
      continue;
    }
    const name = (parts[1] ?? '').trim();
    const version = parts[2] ?? '';
    const badName = nameProblem(name);
    if (badName !== undefined) fault(badName.what, badName.mend);
    const badVersion = versionProblem(version);
    if (badVersion !== undefined) fault(badVersion, FORM);
    const { path, options } = optionsOf(parts[3] ?? '', { where, faults, isPath });
    const earlier = found.get(name);
    const mend = 'Keep one of the two, or name the parts apart, e.g. orders-train and orders-test';
    if (earlier !== undefined) fault(`The dataset ${shown(name)} is on line ${earlier.line} already`, mend);
    else found.set(name, { name, version, path, ...options, line });
  }
  if (found.size > DATASETS_LIMIT) {
    const what = `There are ${found.size} datasets, at most ${DATASETS_LIMIT} are allowed`;
    faults.add(invalid(what, 'datasets', 'Name the folder that holds them as one dataset'));
  }
  faults.throwIfAny();
  return [...found.values()];
}

interface Reading {
  where: string;
  faults: Faults;
  isPath(path: string): boolean;
}

type Options = Pick<DatasetLine, 'role' | 'made_by' | 'digest_only'>;

function optionsOf(
  text: string,
  { where, faults, isPath }: Reading,
): { path: string | null; options: Options } {
  const { rest, options } = splitOptions(text, OPTIONS, isPath);
  const fault = (what: string, mend: string) => faults.add(invalid(what, where, mend));
  const seen = new Map<string, string>();
  for (const { name, value } of options) {
    if (seen.has(name)) fault(`The option ${name} is there twice`, 'Keep one of the two');
    seen.set(name, value);
  }
  const role = seen.get('role');
  const known = ROLES.find((one) => one === role);
  if (role !== undefined && known === undefined)
    fault(`${shown(role)} is no role of a dataset`, `Write role= and one of ${ROLES.join(', ')}`);
  const made_by = seen.get('made_by') ?? null;
  if (made_by !== null && !isAnyRunId(made_by))
    fault(
      `${shown(made_by)} is no run id`,
      'Write made_by= and all 32 hex digits of the run that made it, which `lineage-gate runs show RUN` prints',
    );
  const path = rest === '' ? null : rest;
  if (seen.has('digest-only') && path === null)
    fault('digest-only stands without a path', 'Name the pointer file that has the digest in it');
  return { path, options: { role: known ?? null, made_by, digest_only: seen.has('digest-only') } };
}

/**
 * The fault of a line with a path in the place of its version or name, and none in its own. Only to be asked before a training, which may
 * write whatever it likes.
 * @param exists whether a text names something that exists
 */
export function misplacedPath(dataset: DatasetLine, exists: (path: string) => boolean): Fault | undefined {
  const { name, version, path, line } = dataset;
  if (path !== null) return undefined;
  const isPath = (text: string) => PATH_LIKE.test(text) && exists(text);
  const fault = (what: string, mend: string) => invalid(what, `datasets, line ${line}`, mend);
  if (isPath(version))
    return fault(
      `The version of the dataset ${shown(name)} is missing: ${shown(version)} is a path`,
      `Write the line as \`${name}=VERSION ${version}\``,
    );
  if (isPath(name))
    return fault(
      `The name of a dataset is missing: ${shown(name)} is a path`,
      `Write the line as \`NAME=${version} ${name}\`; a dataset that is called like its path has it twice, \`${name}=${version} ${name}\``,
    );
  return undefined;
}

/** What is most often a slip, and is hard to ask about afterwards: sentences without a full stop. */
export function oddLines(datasets: readonly DatasetLine[]): string[] {
  return datasets.flatMap(({ name, version, line }) => {
    const odd = (what: string, why: string | undefined) =>
      why === undefined
        ? []
        : [`${what} (datasets, line ${line}) ${why}: is it meant so? It is recorded as it is written`];
    return [
      ...odd(`The dataset's name ${shown(name)}`, oddEnd(name)),
      ...odd(`The version ${shown(version)} of the dataset ${shown(name)}`, oddVersion(version)),
    ];
  });
}

function oddVersion(version: string): string | undefined {
  if (isRange(version)) return 'begins as a range of versions does';
  if (version.includes('@')) return 'has an `@`, which parts name and version in `dataset:NAME@VERSION`';
  return oddEnd(version);
}

/** What other formats write around an item, and lines do not know. */
function oddEnd(text: string): string | undefined {
  if (/^["'`]|["'`]$/.test(text)) return 'has quotes, and lines need none';
  if (/[,;]$/.test(text)) return `ends with \`${text.slice(-1)}\`, and lines need none`;
  return /^-\s/.test(text) ? 'begins with `-`, and lines need none' : undefined;
}

function invalid(what: string, where: string, mend: string): Fault {
  return { code: 'E_DATASET_INVALID', what, where, mend };
}

/** A dataset's events lie in a folder of its name. */
function nameProblem(name: string): { what: string; mend: string } | undefined {
  try {
    encodeName(name);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.faults[0];
  }
}

function versionProblem(version: string): string | undefined {
  if (version === '') return 'The dataset has no version';
  if (hasControl(version)) return `The version ${shown(version)} has a control character in it`;
  if (version.length > VERSION_LIMIT)
    return `The version ${shown(version)} is longer than ${VERSION_LIMIT} characters`;
  return undefined;
}
