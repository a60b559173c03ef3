/** Where files are found by name whatever its case, two names are one. */
export function foldedName({ name }: { name: string }): string {
  return name.toLowerCase();
}

/** Names of all that lies right in a run's folder. */
export function topNames(paths: readonly string[]): Set<string> {
  return new Set(paths.map((file) => foldedName({ name: file.split('/')[0] ?? '' })));
}

/**
 * Path that a logged model has in its run's record. A name that several have is that of the last one, as in `runs:/RUN/NAME`; the others
 * have their id behind it. So they are asked about from the last to the first.
 * @param taken folded names of what has one
 */
export function loggedModelPath(
  model: { name: string; model_id: string },
  taken: ReadonlySet<string>,
): string {
  return taken.has(foldedName(model)) ? pathWithId(model) : model.name;
}

export function pathWithId({ name, model_id }: { name: string; model_id: string }): string {
  return `${name}-${model_id}`;
}
