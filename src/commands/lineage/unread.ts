import { type Fault, UserError } from '../../core/errors.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { ENDPOINTS, MODELS, RUNS, runIdOf } from '../../ledger/layout.js';

/** Records of a ledger that could not be read, named by an error about something else. */
const SHOWN = 3;

/** Where the record of what is asked about would lie; all other things are known by records of any kind. */
const PLACES: Record<string, string> = { model: MODELS, endpoint: ENDPOINTS };

/** What was looked for in a ledger. */
export interface Wanted {
  kind: string;
  /** Digits that the id of the run begins with, where it may be a run. */
  run: string | null;
}

/**
 * What was not found may stand in what cannot be read: the record of the run itself is all that is told then, anything else behind the
 * error.
 * @throws UserError E_LEDGER_RECORD_INVALID; the error, with what could not be read
 */
export function orUnread(
  error: unknown,
  { kind, run }: Wanted,
  { graph, faults }: { graph: LineageGraph; faults: readonly UserError[] },
): never {
  const isAbsent = error instanceof UserError && error.has('E_LINEAGE_NOT_FOUND');
  // A run that is there lacks something else, or is one of several.
  if (!isAbsent || (run !== null && [...graph.runs.keys()].some((id) => id.startsWith(run)))) throw error;
  const all = faults.flatMap((one) => one.faults);
  const own = run === null ? [] : all.filter(({ where = '' }) => runIdOf(where)?.startsWith(run));
  if (own.length > 0) throw new UserError(own, { cause: error });
  const place = PLACES[kind] ?? (kind === 'run' ? RUNS : '');
  const isElsewhere = ({ where = '' }: Fault) => kind === 'run' && runIdOf(where) !== undefined;
  const more = all.filter((one) => one.where?.startsWith(place) === true && !isElsewhere(one));
  throw more.length === 0
    ? error
    : new UserError([...error.faults, ...more.slice(0, SHOWN)], { cause: error });
}
