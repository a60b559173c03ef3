import type { Lifecycle } from '../state/entities.js';
import { word } from './message.js';

/** Which lifecycles a search shows. */
export const VIEW = word('ACTIVE_ONLY', 'DELETED_ONLY', 'ALL');
export type View = 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL' | undefined;

export function isShown(view: View, lifecycle: Lifecycle): boolean {
  return view === 'ALL' || lifecycle === (view === 'DELETED_ONLY' ? 'deleted' : 'active');
}
