import { sha256 } from '../../core/digest.js';
import type { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { type AskedOf, type RunFacts, runFacts } from '../../core/lineage/run-facts.js';
import { type PythonLists, packageInRun } from '../../core/lineage/run-packages.js';
import { type DayReader, eachDay } from '../../ledger/index/read-days.js';
import { ENDPOINTS, MODELS, RUNS, runIdOf } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { Decode } from '../../ledger/read/json-record.js';
import { runDecoder } from '../../ledger/read/records.js';

/** A run without what of it is told only where it is asked about, and its Python packages by name. */
interface KnownRun {
  run: Omit<RunFacts, 'checkout' | 'package'>;
  checkout: RunFacts['checkout'];
  /** Of the packages; null where none were recorded. */
  environment: string | null;
}

/** What records of a day come to. Packages are those of many runs, so they stand in front of the first that has them. */
type Known = KnownRun | { environment: string; python: PythonLists };

/** Days that are read together: many processes of git would take longer. */
const DAYS = 128;

/** Another form of what is kept needs another name. */
const FORM = 'lineage-7';

/**
 * All runs of a ledger, in the order of their records: those of a day whose folder is as it was are known from what was kept of it,
 * where the view keeps something. The ledger has no say in that. One bad record takes none of the others away.
 */
export async function readRuns(
  view: LedgerView,
  asked: AskedOf,
  faults: UserError[],
): Promise<readonly RunFacts[]> {
  const runs: RunFacts[] = [];
  const packages = new Map<string, RunFacts['package']>();
  const visit = (found: readonly Known[]) => {
    for (const one of found)
      if ('run' in one) runs.push(askedFor(one, asked, packages));
      else if (asked.package !== null)
        packages.set(one.environment, packageInRun(one, asked.package, asked.packages));
  };
  const reader = dayReader(await runDecoder());
  const also = [MODELS, ENDPOINTS];
  await eachDay(view, reader, { cache: view.kept, keeps: true, atOnce: DAYS, also, faults, visit });
  return view.parked.length === 0 ? runs : runs.sort((one, other) => (one.record < other.record ? -1 : 1));
}

function dayReader(decode: Decode<RunRecord>): DayReader<Known> {
  const named = new WeakMap<Known[], Set<string>>();
  return {
    top: RUNS,
    form: FORM,
    keyOf: (path) => path,
    isRecord: () => true,
    isWanted: (path) => runIdOf(path) !== undefined,
    take(path, bytes, found) {
      const record = decode(path, bytes);
      const python = listsOf(record.environment);
      const { checkout, ...run } = runFacts(record, path, { package: null, isCommits: true });
      const environment = python === null ? null : sha256(JSON.stringify(python));
      const before = named.get(found) ?? new Set();
      named.set(found, before);
      if (python !== null && environment !== null && !before.has(environment)) {
        before.add(environment);
        found.push({ environment, python });
      }
      found.push({ run, checkout, environment });
    },
  };
}

function listsOf({ python }: RunRecord['environment']): PythonLists | null {
  if (python === null) return null;
  const { packages, others, unlisted } = python;
  return {
    packages,
    ...(others === undefined ? {} : { others: others.map((one) => ({ packages: one.packages })) }),
    ...(unlisted === undefined ? {} : { unlisted }),
  };
}

const NO_LIST: RunFacts['package'] = { installed: [], isWhole: false };

function askedFor(
  { run, checkout, environment }: KnownRun,
  { package: name, isCommits }: AskedOf,
  packages: ReadonlyMap<string, RunFacts['package']>,
): RunFacts {
  if (name === null && isCommits !== true) return run;
  return {
    ...run,
    ...(name === null ? {} : { package: environment === null ? NO_LIST : packages.get(environment) }),
    ...(isCommits === true && checkout !== undefined ? { checkout } : {}),
  };
}
