import { STAGES, stageNamed } from '../../core/registry/state.js';
import type { ModelVersion, RegisteredModel } from '../state/entities.js';
import { movedNote } from '../state/held-view.js';
import type { State } from '../state/state.js';
import { invalid, missing } from './errors.js';
import { checkResolved } from './limits.js';

type Stage = (typeof STAGES)[number];

/** @param place field that the name was sent in @throws ProtocolError */
export function checkModelName(name: string, place = 'name'): void {
  if (name.trim() === '') throw invalid(`Missing value for required parameter '${place}'.`);
  if (/[/:]/.test(name)) throw invalid(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`);
  checkResolved(name, 'name');
}

/** @throws ProtocolError */
export function modelOf(state: State, name = ''): RegisteredModel {
  checkModelName(name);
  const model = state.models.get(name);
  if (model === undefined) throw missing(`Registered Model with name=${name} not found`);
  return model;
}

/** @throws ProtocolError */
export function versionNumber(text = ''): number {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw invalid(`Parameter 'version' must be an integer, got '${text}'.`);
  return Number(text);
}

/** @throws ProtocolError the same one whether the model or the version is missing, as MLflow has it */
export function versionOf(
  state: State,
  { name = '', version }: { name?: string | undefined; version?: string | undefined },
): { model: RegisteredModel; version: ModelVersion } {
  checkModelName(name);
  const number = versionNumber(version);
  const model = state.models.get(name);
  const found = model?.versions.get(number);
  if (model === undefined || found === undefined) throw missing(noVersion(state, name, number));
  return { model, version: found };
}

function noVersion(state: State, name: string, number: number): string {
  const said = `Model Version (name=${name}, version=${number}) not found`;
  const moved = movedNote(state, name, number);
  return moved === undefined ? said : `${said}. ${moved}`;
}

/** @param name in any case @throws ProtocolError */
export function stageOf(name = ''): Stage {
  const stage = stageNamed(name);
  if (stage !== undefined) return stage;
  throw invalid(`Invalid Model Version stage: ${name}. Value must be one of ${STAGES.join(', ')}.`);
}

/**
 * The highest version of each stage that has one, stages in the order that a version of theirs comes first. One that nobody has judged
 * yet is none as long as there is another.
 */
export function latestVersions({ versions }: RegisteredModel): ModelVersion[] {
  const latest = new Map<string, ModelVersion>();
  for (const version of versions.values()) {
    const before = latest.get(version.stage);
    if (version.registration !== 'refused' && (before === undefined || isLater(version, before)))
      latest.set(version.stage, version);
  }
  return [...latest.values()];
}

function isLater(one: ModelVersion, other: ModelVersion): boolean {
  return one.registration === other.registration
    ? one.version > other.version
    : other.registration === 'held';
}

export function highest(versions: readonly ModelVersion[]): ModelVersion | undefined {
  return versions.reduce<ModelVersion | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  );
}

/** @throws ProtocolError */
export function aliased(model: RegisteredModel, alias: string): ModelVersion {
  const version = model.versions.get(model.aliases.get(alias) ?? 0);
  if (version === undefined) throw invalid(`Registered model alias ${alias} not found.`);
  return version;
}
