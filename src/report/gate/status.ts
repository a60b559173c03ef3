import { printable } from '../../core/printable.js';
import { shorten } from '../markdown.js';
import { headline } from '../outcome.js';
import { type GateView, outcomesOf } from './view.js';

/** Longer descriptions of a commit status are refused by GitHub; characters. */
const MAX_STATUS = 140;

/** For the description of a commit status: plain text of at most 140 characters. */
export function statusDescription(view: GateView): string {
  return shorten(headline(outcomesOf(view), view.head_sha, plain), MAX_STATUS);
}

function plain(text: string, max = 60): string {
  return printable(shorten(text, max));
}
