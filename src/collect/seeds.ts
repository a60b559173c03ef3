import type { Scalar } from '../core/flatten.js';

/** As many as a record holds; seeds beyond are still among its params. */
export const SEEDS_LIMIT = 200;
const SEED = /(?:^|[./])(?:seeds?|random_state|random_seed|[^./]*_seed)$/i;

/**
 * The params that are named like seeds by the last part of their key: `seed`, `model.random_state`, `data_seed`, and `train/seed`, which
 * was told apart from that of another file.
 */
export function seedsOf(params: Readonly<Record<string, Scalar>>): Record<string, Scalar> {
  const seeds: Record<string, Scalar> = Object.create(null);
  const keys = Object.keys(params).filter((key) => SEED.test(key));
  for (const key of keys.slice(0, SEEDS_LIMIT)) seeds[key] = params[key] ?? null;
  return seeds;
}
