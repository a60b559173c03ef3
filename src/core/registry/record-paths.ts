import { encodeName } from '../names.js';

export const MODELS = 'models';

/** @throws UserError E_NAME_INVALID */
export function modelFolder(model: string): string {
  return `${MODELS}/${encodeName(model, 'model name')}`;
}

/** @throws UserError E_NAME_INVALID */
export function versionPath(model: string, version: number): string {
  return `${modelFolder(model)}/versions/${version}.json`;
}

/** @throws UserError E_NAME_INVALID */
export function eventPath(model: string, eventId: string): string {
  return `${modelFolder(model)}/events/${eventId}.json`;
}

/** The number that the path of a version's record says; 0 where it is none. */
export function numberOfVersion(path: string): number {
  return Number(/\/versions\/([1-9]\d{0,8})\.json$/.exec(path)?.[1] ?? 0);
}

/** One record and no other: the same bytes at another path are another record, which somebody may have pushed to have both disowned. */
export function recordKey({ path, digest }: { path: string; digest: string }): string {
  return `${digest} ${path}`;
}
