import type { Change, Judgement } from '../../core/judgement.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { code, details, escapeText, htmlText, table } from '../markdown.js';
import { count } from '../units.js';

const NAMES_SHOWN = 3;

/** A folded table of params and datasets that are not as they were; its title names the first few. */
export function changesTable({ params, datasets }: Judgement, detail: Detail): string {
  const all = [
    ...datasets.map((change) => ({ kind: 'dataset', ...change })),
    ...params.map((change) => ({ kind: 'param', ...change })),
  ];
  if (all.length === 0) return '';
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
