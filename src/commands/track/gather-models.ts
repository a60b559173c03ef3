import type { KeptDigests } from '../../collect/files/kept-digests.js';
import type { LineageDir } from '../../collect/lineage-dir.js';
import { type CollectedModel, collectModel, type ModelSource } from '../../collect/models.js';
import { surplusShards } from '../../collect/shards.js';
import type { Fault, Faults } from '../../core/errors.js';
import { parseLines, shown } from '../../core/key-values.js';
import { FORMATS } from '../../formats/formats.js';
import type { LoggedParts } from './mlflow/parts.js';
import type { Session } from './session.js';

export interface GatheredModel extends CollectedModel {
  /** Input and line, for messages. */
  where: string;
  /** Whether no file of it was written by the run. */
  isStale: boolean;
  /** Whether it lies outside of the workspace, where only the run can have put it: in LINEAGE_DIR, or it was logged with MLflow. */
  isDropped: boolean;
  /** Digests of its files, of a model that was logged with MLflow. */
  kept: KeptDigests | undefined;
}

interface Options {
  dropped: LineageDir['models'];
  logged: LoggedParts | null;
  /** Paths in the record of files that the run did not write. */
  stale: ReadonlySet<string>;
  faults: Faults;
}

const SHOWN = 5;

/** The models that the input names and those in LINEAGE_DIR. */
export async function gatherModels(
  session: Session,
  { dropped, logged, stale, faults }: Options,
): Promise<{ models: GatheredModel[]; notes: string[] }> {
  const models = new Map<string, GatheredModel>();
  const notes: string[] = [];
  for (const source of sourcesOf(session, dropped, logged)) {
    const found = await faults.catch(() => collectModel(source, FORMATS));
    if (found === undefined) continue;
    const surplus = await surplusShards(found, source.where);
    if (surplus !== undefined) faults.add(surplus);
    const isDropped = source.place.workspace !== session.request.workspace;
    const unwritten = isDropped
      ? []
      : found.entries.map(({ path }) => path).filter((path) => stale.has(path));
    const isStale = unwritten.length === found.entries.length;
    if (unwritten.length > 0 && !isStale) notes.push(partly(found.path, unwritten));
    const model = { ...found, where: source.where, isStale, isDropped, kept: source.kept };
    const earlier = models.get(model.path);
    if (earlier !== undefined && earlier.absolute !== model.absolute) faults.add(twoModels(model.path));
    models.set(model.path, model);
  }
  return { models: [...models.values()], notes };
}

function sourcesOf(
  session: Session,
  dropped: LineageDir['models'],
  logged: LoggedParts | null,
): ModelSource[] {
  const { workspace, cwd, flavor } = session.request;
  return [
    ...parseLines(session.request.model).map(({ text, line }) => ({
      place: { workspace, cwd },
      path: text,
      where: `model, line ${line}`,
      flavor,
    })),
    ...dropped.map(({ path }) => ({
      place: { workspace: session.lineage_dir, cwd: session.lineage_dir },
      path,
      where: `LINEAGE_DIR/${path}`,
      flavor,
    })),
    ...(logged?.files?.models ?? []).map((path) => ({
      place: { workspace: logged?.files?.root ?? '', cwd: logged?.files?.root ?? '' },
      path,
      where: `mlflow, ${path}`,
      flavor: null,
      kept: logged?.files?.kept,
    })),
  ];
}

function partly(path: string, unwritten: readonly string[]): string {
  const names = unwritten.slice(0, SHOWN).map(shown).join(', ');
  const more = unwritten.length > SHOWN ? ` and ${unwritten.length - SHOWN} more` : '';
  return `Of the model ${shown(path)} the run did not write ${names}${more}`;
}

function twoModels(path: string): Fault {
  return {
    code: 'E_PATH_NAME',
    what: `There are two models \`${path}\`: of the workspace, of LINEAGE_DIR and of what is logged with MLflow only one can have it`,
    where: path,
    mend: 'Rename one of them',
  };
}
