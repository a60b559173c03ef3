import type { LineageNode } from './node.js';
import { isOf, type Output, type RunFacts } from './run-facts.js';

/** By what an output of a run is meant. */
export interface AskedOutput {
  /** The one that it has; null for any. */
  path: string | null;
  digest: string | null;
  /** How it is compared; a file of the digest where left out. */
  contents?: readonly string[];
  /** Where nothing is known of its bytes: paths that it may have, or that are of a file in it. */
  paths?: readonly string[];
}

/** @returns undefined where the run's record has none */
export function outputMeant(
  { outputs }: Pick<RunFacts, 'outputs'>,
  { path, digest, contents = [`file ${digest}`], paths = [] }: AskedOutput,
): Output | undefined {
  const all = outputs.filter((output) => path === null || output.path === path);
  const same = all.find((one) => one.digest === digest) ?? all.find((one) => isOf(one, contents));
  if (same !== undefined || contents.length > 0) return same;
  return (
    all.find((one) => paths.includes(one.path)) ??
    all.find((one) => paths.some((asked) => asked.startsWith(`${one.path}/`)))
  );
}

export function outputAt(
  node: LineageNode & { kind: 'output' },
  runs: ReadonlyMap<string, RunFacts>,
): Output | undefined {
  const { outputs = [] } = runs.get(node.run_id) ?? {};
  return outputs.find(({ path, digest }) => path === node.path && digest === node.digest);
}
