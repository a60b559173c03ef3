import type { Change, Judgement } from '../../core/judgement.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { code, details, escapeText, htmlText, table } from '../markdown.js';
import { count } from '../units.js';

const NAMES_SHOWN = 3;
const INLINE = 3;
/** Longest value in characters that is shown within a sentence. */
const LONGEST_INLINE = 40;

/** What is not as in the baseline. */
interface NamedChange extends Change {
  kind: 'dataset' | 'param';
}

/** Data first: it explains more than a param. */
export function changesOf({ params, datasets }: Pick<Judgement, 'params' | 'datasets'>): NamedChange[] {
  return [
    ...datasets.map((change) => ({ kind: 'dataset' as const, ...change })),
    ...params.map((change) => ({ kind: 'param' as const, ...change })),
  ];
}

export function isShownInline({ before, after }: Change): boolean {
  return [before, after].every((value) => value === null || value.length <= LONGEST_INLINE);
}

/** A folded table of params and datasets that are not as they were, where a sentence cannot hold them all. */
export function changesTable(judgement: Judgement, detail: Detail): string {
  const { params, datasets } = judgement;
  const all = changesOf(judgement);
  if (all.length <= INLINE && all.every(isShownInline)) return '';
  const rows = all.slice(0, detail.rows);
  const cell = (value: string | null) => (value === null ? 'none' : code(value, Math.min(detail.text, 120)));
  const body = table(
    ['', 'changed', 'baseline', 'current'],
    rows.map(({ kind, name, before, after, unknown }) => [
      kind,
      escapeText(name, detail.text),
      cell(before),
      unknown === undefined ? cell(after) : `${cell(after)} (${escapeText(unknown)})`,
    ]),
  );
  const changed = datasets.filter(({ unknown }) => unknown === undefined);
  const unknown = datasets.filter((change) => change.unknown !== undefined);
  const parts = [
    titled('Changed', [title(changed, 'dataset'), title(params, 'param')]),
    titled('Not compared', [title(unknown, 'dataset')]),
  ];
  return details(
    parts.filter((part) => part !== '').join('. '),
    paragraphs([body, leftOut(all.length - rows.length, 'change')]),
  );
}

function titled(word: string, titles: readonly string[]): string {
  const said = titles.filter((part) => part !== '');
  return said.length === 0 ? '' : `${word}: ${said.join('; ')}`;
}

/** For the inside of an HTML tag. */
function title(changes: readonly Change[], word: string): string {
  if (changes.length === 0) return '';
  const names = changes.slice(0, NAMES_SHOWN).map(({ name }) => htmlText(name, 40));
  if (changes.length > NAMES_SHOWN) names.push('…');
  return `${count(changes.length, word)} (${names.join(', ')})`;
}
