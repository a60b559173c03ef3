import { Faults, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { type Collecting, type ModelDigests, modelDigests, parseBaseModels } from '../base-models.js';
import { existingPath, type Place } from '../files/paths.js';
import { existsIn } from '../values/line-options.js';
import { printOf } from './data.js';

/** A look at a base model in the workspace. */
export interface BaseModelLook {
  /** As of data. */
  print: string;
  /** Null where it was too large to be read, or could not be. */
  digests: ModelDigests | null;
}

/** Models up to this are hashed before the training; bytes. It takes about a second. */
const HASHED = 1024 ** 3;

/** Looks at the base models that are there, by their paths as the lines have them: a run may train one further where it lies. */
export async function lookAtBaseModels(place: Place, text: string): Promise<Record<string, BaseModelLook>> {
  const looks: Record<string, BaseModelLook> = Object.create(null);
  const faults = new Faults();
  for (const { path, line } of (await faults.catch(() => parseBaseModels(text, existsIn(place)))) ?? []) {
    if (path === null) continue;
    const look = await printAt(place, path);
    if (look === undefined) continue;
    const source = { path, place, where: `base-models, line ${line}` };
    // What cannot be read now may be mended by the run, and is told when it has ended.
    const digests = look.size > HASHED ? undefined : await faults.catch(() => modelDigests(source));
    looks[path] = { print: look.print, digests: digests ?? null };
  }
  return looks;
}

/** What a base model had when the run began: one that is trained further where it lies has other bytes by now. */
export function foundBy(looks: Readonly<Record<string, BaseModelLook>>): Collecting['begin'] {
  return async ({ path, place, where }) => {
    const look = Object.hasOwn(looks, path) ? looks[path] : undefined;
    if (look === undefined) return undefined;
    if (look.digests !== null) return look.digests;
    if ((await printAt(place, path))?.print === look.print) return undefined;
    throw new UserError({
      code: 'E_FILE_TOO_LARGE',
      what: `${shown(path)} was changed during the run, and was too large to be read before: which model the run began with is not known`,
      where,
      mend: 'Write the trained model to another place',
    });
  };
}

async function printAt(place: Place, path: string) {
  const found = await existingPath(place, path, '').catch(() => undefined);
  return found && printOf(place.workspace, found.absolute);
}
