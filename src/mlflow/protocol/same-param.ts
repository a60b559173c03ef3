import { REDACTED } from '../../core/redact/harmless.js';
import type { KeyValue } from '../state/entities.js';

/** Whether a param that is sent again is the one that there is: what of it is a credential was taken out when it was recorded. */
export function isSameParam(kept: string, sent: string): boolean {
  if (kept === sent) return true;
  const [first = '', ...rest] = kept.split(REDACTED);
  const last = rest.pop();
  if (last === undefined || !sent.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = sent.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return sent.length - last.length >= at && sent.endsWith(last);
}

/** Params that are sent, of which those that there are stay as they are kept. */
export function asKept(params: readonly KeyValue[], kept: ReadonlyMap<string, string>): KeyValue[] {
  return params.map(({ key, value }) => ({ key, value: kept.get(key) ?? value }));
}
