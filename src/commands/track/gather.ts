import type { Dataset } from '../../collect/datasets.js';
import { readLineageDir } from '../../collect/lineage-dir.js';
import { collectPictures, type RunPicture } from '../../collect/pictures.js';
import { seedsOf } from '../../collect/seeds.js';
import type { Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { type GatheredInputs, gatherInputs } from './gather-inputs.js';
import { gatherModels } from './gather-models.js';
import { type GatheredOutputs, gatherOutputs, type OutputOptions } from './gather-outputs.js';
import { experimentOf, type LoggedParts, runNameOf } from './mlflow/parts.js';
import type { Session } from './session.js';

/** What a run read and left, as the record says it. */
export interface Gathered {
  inputs: GatheredInputs;
  seeds: RunRecord['inputs']['seeds'];
  outputs: GatheredOutputs;
  scriptTags: Record<string, string>;
  /** The experiment that the script put the run into; null when it did not. */
  experiment: string | null;
  /** What the script calls the run; null when it does not. */
  run_name: string | null;
  /** For the ledger itself. */
  pictures: RunPicture[];
  /** What a person should know, a sentence without a full stop each. */
  notes: string[];
  /** What was left out though nothing is the worse for it; as notes. */
  warnings: string[];
}

export interface GatherOptions
  extends Pick<OutputOptions, 'before' | 'stale' | 'isFinished' | 'quick' | 'faults' | 'makers'> {
  /** Gets what is wrong with what all runs of the command began with. */
  shared: Faults;
  /** Why a name that is no part of the record cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
  /** What the command logged to this run with MLflow. */
  logged: LoggedParts | null;
  /** Data sets that are known beside those of the input. */
  given?: readonly Dataset[];
  /** The same with the runs that made it, as far as they are known. */
  withMakers?(inputs: GatheredInputs): Promise<Pick<GatheredInputs, 'datasets' | 'base_models'>>;
}

/**
 * Collects what the inputs name and what scripts dropped in LINEAGE_DIR. Each collector is asked even when another one
 * found faults, so that a user hears of all of them and the record has all the rest.
 */
export async function gather(session: Session, options: GatherOptions): Promise<Gathered> {
  const { before, stale, quick, faults, shared, secretIn, logged, given = [] } = options;
  const { workspace, cwd, pictures: text } = session.request;
  const dropped = await faults.catch(() => readLineageDir(session.lineage_dir, faults));
  const [read, found, { pictures, warnings }] = await Promise.all([
    gatherInputs(session, { before, dropped: dropped?.params ?? [], logged, given, quick, faults, shared }),
    quick
      ? { models: [], notes: [] }
      : gatherModels(session, { dropped: dropped?.models ?? [], logged, stale: stale.files, faults }),
    collectPictures({
      workspace,
      cwd,
      text,
      lineageDir: dropped === undefined ? null : session.lineage_dir,
      secretIn,
      quick,
      stale: stale.files,
    }),
  ]);
  const inputs = { ...read, ...(await options.withMakers?.(read)) };
  const outputs = await gatherOutputs(session, {
    ...options,
    origin: inputs,
    paramFiles: inputs.param_files,
    dropped,
    found: found.models,
  });
  const unknown = (dropped?.unknown ?? []).map(
    (name) => `\`${name}\` in LINEAGE_DIR is in none of its folders and was left`,
  );
  return {
    inputs,
    seeds: seedsOf(inputs.params),
    outputs,
    scriptTags: { ...logged?.tags, ...dropped?.tags },
    experiment: logged === null ? null : experimentOf(logged.run),
    run_name: logged === null ? null : runNameOf(logged.run),
    pictures,
    notes: [
      ...unknown,
      ...experimentNote(session, logged),
      ...(logged?.files?.notes ?? []),
      ...inputs.notes,
      ...found.notes,
      ...outputs.notes,
    ],
    warnings,
  };
}

function experimentNote({ request }: Session, logged: LoggedParts | null): string[] {
  const named = logged === null || request.experiment_named ? null : experimentOf(logged.run);
  if (named === null || named === request.experiment) return [];
  return [`the script puts its runs into the experiment ${shown(named)}, and so does the record`];
}
