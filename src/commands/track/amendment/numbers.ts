import { sha256 } from '../../../core/digest.js';
import { UserError } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import type { EventFacts } from '../../../core/registry/event-chain.js';
import { amendmentPath, firstAmendmentPath } from '../../../ledger/layout.js';
import type { Ledger, LedgerView, NewFile } from '../../../ledger/ledger.js';
import { encodeRecord } from '../../../ledger/read/records.js';
import type { RecordedVersion } from '../../../mlflow/held/recorded-versions.js';
import { versionRenumbered } from '../../../mlflow/protocol/versions-tag.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import { amendmentOf } from './amendment.js';
import { redactChanges } from './redact.js';

/** A version that a script registered, and the number that it has got; null where it was refused. */
export interface Settled {
  version: RecordedVersion;
  number: number | null;
}

interface Deps {
  ledger: Pick<Ledger, 'write'>;
  log: Log;
  redactor: Redactor;
  facts: EventFacts;
}

/**
 * Has logged models name their versions by the numbers that these have got. Their runs are recorded and the versions are registered by
 * then, so that what goes wrong is a warning.
 */
export async function amendNumbers(settled: readonly Settled[], deps: Deps): Promise<void> {
  const changes = changesOf(settled, Date.parse(deps.facts.at));
  if (changes.size === 0) return;
  try {
    await deps.ledger.write(async (view) => ({
      files: await Promise.all([...changes].map(([run_id, some]) => fileOf(run_id, some, { view, deps }))),
      message: {
        subject: 'numbers of versions in logged models',
        trailers: [...changes.keys()].map((id): [string, string] => ['Lineage-Run', id]),
      },
      value: undefined,
    }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    deps.log.warning(`The tags mlflow.modelVersions keep the numbers that the script knew: ${error.message}`);
  }
}

/** By the id of the run that has logged the models. */
function changesOf(settled: readonly Settled[], at: number): Map<string, TimedChange[]> {
  const tags = new Map<string, ReadonlyMap<string, string>>();
  const changes = new Map<string, TimedChange[]>();
  for (const { version, number } of settled) {
    const { logged, model: name, number: from, run_id } = version;
    if (logged === undefined || number === from) continue;
    const { model_id } = logged;
    const said = { model_id, tags: tags.get(model_id) ?? logged.tags };
    for (const change of versionRenumbered(said, { name, from, to: number })) {
      tags.set(model_id, new Map(change.tags.map(({ key, value }) => [key, value])));
      const before = (changes.get(run_id) ?? []).filter(
        (one) => !('model_id' in one && one.model_id === model_id),
      );
      changes.set(run_id, [...before, { ...change, at }]);
    }
  }
  return changes;
}

async function fileOf(
  run_id: string,
  changes: readonly TimedChange[],
  { view, deps: { facts, redactor } }: { view: LedgerView; deps: Deps },
): Promise<NewFile> {
  const before = firstAmendmentPath(run_id);
  const bytes = (await view.read([before])).get(before);
  const { at, actor, newId } = facts;
  const amendment = amendmentOf({ run_id }, redactChanges(changes, redactor), {
    event_id: newId(),
    at,
    actor: actor === null ? null : redactor.replace(actor).text,
    previous: bytes === undefined ? null : sha256(bytes),
    through: { server: run_id, number: 0 },
  });
  return { path: amendmentPath(amendment.event_id), bytes: await encodeRecord('amendment', amendment) };
}
