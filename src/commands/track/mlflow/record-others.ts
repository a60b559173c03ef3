import type { Log } from '../../../core/log.js';
import { inPolicyOrder } from '../../../core/policy/metric-order.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { redactSeries } from '../../../core/redact/series.js';
import type { RecordedRun } from '../../../mlflow/held/recorded-versions.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { firstAmendment } from '../amendment/first.js';
import { completed } from '../complete.js';
import { quietLog } from '../quiet-log.js';
import { redactForRecord } from '../redact-run.js';
import { newRun, type OwnRun } from '../write-run.js';
import { type Common, otherRun } from './others.js';
import { registers } from './registers.js';

interface Deps {
  log: Log;
  redactor: Redactor;
  policy: Policy;
  store(): Promise<ArtifactStore>;
}

interface RecordedOther extends OwnRun {
  as: RecordedRun;
}

/** The records of the runs that a command made beside its own, with their files stored. */
export async function recordsOfOthers(
  others: readonly LoggedRun[],
  common: Omit<Common, 'secretIn'>,
  deps: Deps,
): Promise<RecordedOther[]> {
  if (others.length === 0) return [];
  // A sweep would fill the log with what is said of each of its runs.
  const quiet = { ...deps, log: quietLog(deps.log) };
  const records: RecordedOther[] = [];
  const amended = {
    server: common.session.run_id,
    registers: registers(common.session, common.command, common.logged),
  };
  for (const one of others) {
    const {
      session,
      record: draft,
      as,
      ...found
    } = await otherRun(one, {
      ...common,
      secretIn: deps.redactor.secretIn,
    });
    const redacted = inPolicyOrder(redactForRecord(draft, quiet), deps.policy);
    const { tampering } = common;
    const { record } = await completed(session, { ...found, draft, redacted, tampering }, quiet);
    const amendment = await firstAmendment(one, { draft, ...amended }, deps);
    const series = redactSeries(found.series, deps.redactor);
    records.push({ run: await newRun(record, series, { amendment }), record, as });
  }
  deps.log.info(
    `The command made ${others.length} more run(s) with MLflow; each is recorded as one of its own, together with this one.`,
  );
  deps.log.group(
    'The other runs of the command',
    records.map(({ record }) => describe(record)),
  );
  return records;
}

function describe({ run_id, run_name, status, outputs, problems = [] }: OwnRun['record']): string {
  const metrics = Object.entries(outputs.metrics)
    .slice(0, 3)
    .map(([key, { value }]) => `${key}=${value}`);
  const incomplete = problems.length === 0 ? [] : [`incomplete: ${problems[0]?.what}`];
  return [run_id, run_name ?? '', status, ...metrics, ...incomplete].join(' ');
}
