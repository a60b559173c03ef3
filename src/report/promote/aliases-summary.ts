import type { ModelEvent } from '../../core/generated/types.js';
import { paragraphs } from '../detail.js';
import { code, escapeText, link } from '../markdown.js';
import { wordsOf } from '../registry/event-words.js';

interface AliasesView {
  model: string;
  /** That were written, or would be. */
  events: readonly ModelEvent[];
  dry_run: boolean;
  actor: string | null;
  /** Of the last event's record; null where nothing was written. */
  url: string | null;
}

/** The job summary of aliases that were changed, or would be. */
export function aliasesSummary(view: AliasesView): string {
  const { events, actor } = view;
  const lines = events.map((event) => `- version ${event.version}: ${code(wordsOf(event))}`);
  const who = actor === null ? '' : `Asked by ${code(actor)}`;
  return `${paragraphs([`## ${title(view)}`, who, lines.join('\n')])}\n`;
}

function title({ model, events, dry_run, url }: AliasesView): string {
  const what = escapeText(model);
  const aliases = events.length === 1 ? 'alias' : 'aliases';
  if (events.length === 0) return `✅ ${what}: the aliases are so already; nothing was written`;
  if (dry_run) return `🔎 ${what}: ${events.length} ${aliases} would be changed; nothing was written`;
  return `✅ ${what}: ${link(`${events.length} ${aliases} changed`, url)}`;
}
