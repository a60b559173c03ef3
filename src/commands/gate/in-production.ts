import { UserError } from '../../core/errors.js';
import { isName } from '../../core/names.js';
import { MOST_NAMES, nextName } from '../../core/registry/former-names.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, readModelFiles } from '../../ledger/read/model.js';
import { confirmedModel } from '../confirm/model.js';
import { quoted } from './own-runs.js';
import type { BaselineDeps } from './request.js';

/** Events that a comment names. */
const SHOWN = 3;
/** What keeps GitHub from being asked is no fault of the runs that are judged. */
const TOLD = ['E_GITHUB_API', 'E_EVENT_UNCONFIRMED', 'E_POLICY_INVALID', 'E_PATH_MISSING'] as const;

/**
 * A model as far as GitHub confirms what is in Production; null, with a note of why, where nobody can tell.
 * @throws UserError E_MODEL_DAMAGED
 */
export async function modelInProduction(
  name: string,
  { view, ask }: Pick<BaselineDeps, 'view' | 'ask'>,
  notes: string[],
): Promise<RegisteredModel | null> {
  // What no model can be called is none.
  if (!isName(name)) return { versions: [], events: [] };
  let model = await underName(name, { view, ask }, notes);
  for (let at = name, left = MOST_NAMES; model !== null && left > 0; left -= 1) {
    const next = nextName(at, model, { choice: { by: 'stage', stage: 'Production' } });
    if (next === undefined || !isName(next)) break;
    notes.push(`The registered model ${quoted(at)} is called ${quoted(next)} now`);
    at = next;
    model = await underName(at, { view, ask }, notes);
  }
  const unjudged = model === null ? undefined : unjudgedIn(model);
  if (unjudged !== undefined)
    notes.push(
      `Version ${unjudged} of ${quoted(name)} is in Production, and no policy has judged it: nothing is compared with it`,
    );
  return model;
}

function unjudgedIn({ unjudged = [], ...model }: RegisteredModel): number | undefined {
  const held = foldModel({ ...model, unjudged })
    .holders.get('Production')
    ?.at(-1);
  return unjudged.find(({ version }) => version === held?.version)?.version;
}

async function underName(
  name: string,
  { view, ask }: Pick<BaselineDeps, 'view' | 'ask'>,
  notes: string[],
): Promise<RegisteredModel | null> {
  const files = await readModelFiles(view, name);
  if (ask === undefined) {
    const model = assembleModel(files);
    requireWhole(name, model);
    return model;
  }
  try {
    const { model, uncounted, remarks } = await confirmedModel(name, files, {
      question: { stage: 'Production' },
      ask,
    });
    for (const { path, why } of uncounted.slice(0, SHOWN))
      notes.push(`The record ${quoted(path)} of the registry does not count: it ${why}`);
    for (const { path, what } of remarks.slice(0, SHOWN))
      notes.push(`The record ${quoted(path)} of the registry ${what}`);
    const more = uncounted.length - SHOWN;
    if (more > 0) notes.push(`${more} more events of ${quoted(name)} do not count`);
    return model;
  } catch (error) {
    const isOurs = error instanceof UserError && TOLD.some((code) => error.has(code));
    if (!isOurs) throw error;
    const [fault] = error.faults;
    const why = `${fault?.what}. ${fault?.mend}`;
    const note = `What is in Production was not compared with: ${why}`;
    // Of many models one permission is missing.
    if (!notes.includes(note)) notes.push(note);
    return null;
  }
}
