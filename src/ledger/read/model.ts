import type { RegisteredModel } from '../../core/registry/state.js';
import type { LedgerView } from '../ledger.js';
import { assembleModel } from './assemble-model.js';
import { readModelFiles } from './model-files.js';

export { assembleModel } from './assemble-model.js';
export { type ModelFiles, readModelFiles } from './model-files.js';

/**
 * All that the ledger knows of a model; nothing when there is no such model. One bad record takes nothing else away: it is among the
 * strays, and what may rest on the model's stages is for the reader to ask (`requireWhole`).
 */
export async function readModel(view: LedgerView, name: string): Promise<RegisteredModel> {
  return assembleModel(await readModelFiles(view, name));
}
