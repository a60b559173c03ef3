/**
 * The tag `dataset_version` of a run that gives none: `orders=v2.1` and `users=v3.0` give `orders_v2.1+users_v3.0`, in the order given.
 * @returns undefined without datasets: there is nothing to derive it from
 */
export function datasetVersion(
  datasets: readonly { readonly name: string; readonly version: string }[],
): string | undefined {
  if (datasets.length === 0) return undefined;
  return datasets.map(({ name, version }) => `${name}_${version}`).join('+');
}
