import { UserError } from '../../core/errors.js';
import { requireThere } from '../../core/registry/absent.js';
import { MODELS, modelFolder } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { requireWhole } from './damage.js';
import { readModel } from './model.js';
import { findModels } from './records.js';

/** The name of a registered model, as far as somebody has to know it who registers later. */
export interface NameInUse {
  name: string;
  /** The highest that a version of it has, by the names of files alone; 0 for none. */
  number: number;
  /** Why nothing can be registered under the name, a sentence; left out where it can. */
  refusal?: string;
}

/** The registered models of a ledger. @throws UserError E_LEDGER_* when the ledger cannot be read */
export async function namesInUse(view: LedgerView): Promise<NameInUse[]> {
  const { names } = await findModels(view);
  if (names.length === 0) return [];
  await view.bring([MODELS]);
  const known: NameInUse[] = [];
  for (const name of names) {
    const files = await view.list(`${modelFolder(name)}/versions`);
    const refusal = await refusalOf(view, name);
    known.push({
      name,
      number: Math.max(0, ...files.map(numberOf)),
      ...(refusal === undefined ? {} : { refusal }),
    });
  }
  return known;
}

const REFUSALS = [
  'E_MODEL_DAMAGED',
  'E_MODEL_DELETED',
  'E_MODEL_RENAMED',
  'E_LEDGER_RECORD_INVALID',
] as const;

/** One that was renamed or deleted, or that is damaged. */
async function refusalOf(view: LedgerView, name: string): Promise<string | undefined> {
  try {
    const model = await readModel(view, name);
    requireWhole(name, model);
    requireThere(name, model);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError) || !REFUSALS.some((code) => error.has(code))) throw error;
    return error.message;
  }
}

function numberOf(path: string): number {
  return Number(/\/(\d{1,15})\.json$/.exec(path)?.[1] ?? 0);
}
