import { shown } from '../../core/key-values.js';
import { notFound } from '../../core/lineage/not-found.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import { quoted } from '../../core/printable.js';
import {
  type ContentRead,
  contentsRead,
  type NamedDataset,
  type OtherName,
  otherNames,
} from '../../core/recall/dataset.js';

const NAMES_SHOWN = 3;
const CONTENTS_SHOWN = 5;

/**
 * What a dataset is recalled as, under any name.
 * @param digests the only ones that are meant, or their beginnings; none: all
 * @throws UserError E_LINEAGE_NOT_FOUND for one that nobody read under the name
 */
export function contentsMeant(
  runs: readonly RunFacts[],
  asked: NamedDataset,
  digests: readonly string[],
): { contents: string[]; notes: string[] } {
  const all = contentsRead(runs, asked);
  const name = `${asked.name}@${asked.version}`;
  for (const digest of digests)
    if (!all.some((one) => one.digest.startsWith(digest)))
      throw notFound(
        `No whole, trusted run has read ${shown(digest)} as ${quoted(name)}`,
        `dataset:${name}`,
        all.length === 0
          ? 'None recorded what it holds: leave `--only-digest` away'
          : `It was read as ${all.map((one) => one.digest).join(', ')}`,
      );
  const isMeant = ({ digest }: ContentRead) =>
    digests.length === 0 || digests.some((one) => digest.startsWith(one));
  const contents = all
    .filter(isMeant)
    .flatMap((one) => one.contents)
    .sort();
  const left = all.filter((one) => !isMeant(one)).map(({ digest }) => digest);
  if (left.length > 0)
    return {
      contents,
      notes: [`Left out, so that it is recalled under the name ${quoted(name)} alone: ${left.join(', ')}.`],
    };
  return { contents, notes: all.length > 1 ? [severalWords(all, runs, asked)] : [] };
}

/** A slip in one path makes the bytes of another dataset a content of this one. */
function severalWords(
  all: readonly ContentRead[],
  runs: readonly RunFacts[],
  { name: dataset, version }: NamedDataset,
): string {
  const name = `${dataset}@${version}`;
  const told = all.slice(0, CONTENTS_SHOWN).map(({ digest, contents, runs: by }) => {
    const others = otherNames(runs, contents, { name: dataset, version });
    return `${digest} by ${count(by)}${othersWords(others)}`;
  });
  const more = all.length > CONTENTS_SHOWN ? `; and ${all.length - CONTENTS_SHOWN} more` : '';
  return `${quoted(name)} was read as ${all.length} contents, and each is recalled under any name: ${told.join('; ')}${more}. \`--only-digest sha256:…\` (\`only-digest\`) takes those alone that you name, as where one of them is a slip in a path.`;
}

function othersWords(others: readonly OtherName[]): string {
  if (others.length === 0) return '';
  const names = [...others]
    .sort((one, other) => other.runs - one.runs)
    .slice(0, NAMES_SHOWN)
    .map((one) => `${quoted(`${one.name}@${one.version}`)} by ${count(one.runs)}`);
  const more = others.length > NAMES_SHOWN ? ` and ${others.length - NAMES_SHOWN} more names` : '';
  return ` (also ${names.join(', ')}${more})`;
}

function count(runs: number): string {
  return runs === 1 ? '1 run' : `${runs} runs`;
}
