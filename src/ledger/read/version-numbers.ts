import { modelFolder } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { findModels } from './records.js';

/**
 * The registered models, each with the highest number that a version of it has, by the names of files alone; 0 for none.
 * @throws UserError E_LEDGER_* when the ledger cannot be read
 */
export async function versionNumbers(view: LedgerView): Promise<{ name: string; number: number }[]> {
  const { names } = await findModels(view);
  const folders = names.map((name) => `${modelFolder(name)}/versions`);
  await view.open(folders);
  const files = await Promise.all(folders.map((folder) => view.list(folder)));
  return names.map((name, index) => ({ name, number: Math.max(0, ...(files[index] ?? []).map(numberOf)) }));
}

function numberOf(path: string): number {
  return Number(/\/(\d{1,15})\.json$/.exec(path)?.[1] ?? 0);
}
