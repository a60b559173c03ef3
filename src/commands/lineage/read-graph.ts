import { UserError } from '../../core/errors.js';
import { LineageGraph } from '../../core/lineage/graph.js';
import { type RunFacts, runFacts } from '../../core/lineage/run-facts.js';
import type { HoldFacts, VersionFacts } from '../../core/lineage/sources.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { endpointEventPath, eventPath, RUNS, runIdOf, versionPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { findEndpoints, readEndpoint } from '../../ledger/read/endpoints.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { findModels, readModel, runDecoder } from '../../ledger/read/records.js';

export interface ReadGraph {
  graph: LineageGraph;
  /** Commit of the ledger; null while there is none. */
  commit: string | null;
  /** What could not be read, and may have more to say. */
  faults: readonly UserError[];
}

/** The lineage of all that a ledger has. One bad record takes none of the others away. */
export async function readGraph(view: LedgerView): Promise<ReadGraph> {
  const faults: UserError[] = [];
  const runs = await readRuns(view, faults);
  const { versions, holds } = await readModels(view, faults);
  holds.push(...(await readEndpoints(view, faults)));
  return { graph: new LineageGraph({ runs, versions, holds }), commit: view.commit, faults };
}

async function readRuns(view: LedgerView, faults: UserError[]): Promise<RunFacts[]> {
  const paths = (await view.list(RUNS)).filter((path) => runIdOf(path) !== undefined);
  const decode = await runDecoder();
  const runs: RunFacts[] = [];
  await view.each(
    paths,
    (path, bytes) => {
      try {
        runs.push(runFacts(decode(path, bytes), path));
      } catch (error) {
        faults.push(userError(error));
      }
    },
    { passedOver: (path, why) => faults.push(invalidRecord(path, why)) },
  );
  return runs;
}

async function readModels(view: LedgerView, faults: UserError[]) {
  const versions: VersionFacts[] = [];
  const holds: HoldFacts[] = [];
  const { names, faults: odd } = await findModels(view);
  faults.push(...odd);
  for (const name of names) {
    try {
      const model = await readModel(view, name);
      for (const { path, why } of model.strays ?? []) faults.push(invalidRecord(path, why));
      versions.push(...model.versions.map(versionFacts));
      holds.push(...held(name, model, faults));
    } catch (error) {
      faults.push(userError(error));
    }
  }
  return { versions, holds };
}

function versionFacts({
  model,
  version,
  run_id,
  run_path,
  manifest,
}: RegisteredModel['versions'][number]): VersionFacts {
  return {
    ...{ model, version, run_id, run_path },
    digest: manifest.digest,
    files: manifest.files.map(({ digest }) => digest),
    record: versionPath(model, version),
  };
}

function held(model: string, records: RegisteredModel, faults: UserError[]): HoldFacts[] {
  const { holders, aliases, damage } = foldModel(records);
  for (const { event_id, why } of damage) faults.push(invalidRecord(eventPath(model, event_id), why));
  return [
    ...[...holders].flatMap(([stage, all]) =>
      all.map(
        (one): HoldFacts => ({
          of: { kind: 'stage', stage },
          ...{ model, version: one.version, since: one.since, record: eventPath(model, one.event.event_id) },
        }),
      ),
    ),
    ...[...aliases].map(
      ([alias, one]): HoldFacts => ({
        of: { kind: 'alias', alias },
        ...{ model, version: one.version, since: one.since, record: eventPath(model, one.event.event_id) },
      }),
    ),
  ];
}

async function readEndpoints(view: LedgerView, faults: UserError[]): Promise<HoldFacts[]> {
  const { names, faults: odd } = await findEndpoints(view);
  faults.push(...odd);
  const holds: HoldFacts[] = [];
  for (const endpoint of names) {
    try {
      const { serves, last, damage } = (await readEndpoint(view, endpoint)).stateAt();
      for (const { event_id, why } of damage)
        faults.push(invalidRecord(endpointEventPath(endpoint, event_id), why));
      if (serves === null || last === null) continue;
      const { model, version } = serves;
      const record = endpointEventPath(endpoint, last.event.event_id);
      holds.push({ of: { kind: 'endpoint', endpoint }, model, version, record, since: last.since });
    } catch (error) {
      faults.push(userError(error));
    }
  }
  return holds;
}

/** @throws whatever is a defect of ours */
function userError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
