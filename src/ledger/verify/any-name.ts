import { earlierNames, lineOf } from '../read/model-line.js';
import type { ModelAtTip, VersionAtTip } from './models.js';
import { folderOf } from './renames.js';

/** A version by a name that its model has or had, and its number. */
export type FindVersion = (named: { model: string; version: number }) => VersionAtTip | undefined;

/** Finds the records of versions, which stay in the folder of the name that they were registered under. */
export function findsVersions(models: readonly ModelAtTip[]): FindVersion {
  const own = new Map(
    models.map(({ name, versions }) => [name, new Map(versions.map((one) => [one.file.place.version, one]))]),
  );
  const folders = new Map(models.map((model) => [model.name, folderOf(model)]));
  const earlier = new Map<string, ReadonlyMap<number, string>>();
  const earlierOf = (model: string) => {
    const names = earlier.get(model) ?? earlierNames(model, lineOf(model, folders));
    earlier.set(model, names);
    return names;
  };
  return ({ model, version }) =>
    own.get(model)?.get(version) ?? own.get(earlierOf(model).get(version) ?? '')?.get(version);
}
