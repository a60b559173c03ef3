import { quoted } from '../core/printable.js';
import type { RequestState } from '../core/registry/registry.js';
import { NOT_KEPT } from '../report/promote/asked.js';
import { minute } from './tables.js';

/** Whose request it is that was asked for once more, and that nothing new is in it. */
export function askedAlready(
  { request, asked_already }: { request: RequestState | null; asked_already?: true },
  reason: string | undefined,
): string {
  if (request === null || asked_already === undefined) return '';
  const { at, requesters, reason: own } = request.event;
  const by = requesters.map(({ login }) => quoted(login)).join(', ');
  const why = own === null ? '' : `: ${quoted(own)}`;
  const lost = reason === undefined || reason.trim() === (own ?? '') ? '' : ` ${NOT_KEPT}`;
  return `It was asked for already by ${by} at ${minute(at)}${why}.${lost}\n`;
}
