import {
  compareContent,
  type Dataset,
  differInLineEnds,
  differingFiles,
  shortened,
} from '../../compare/digests.js';
import type { Finding, RunRecord } from '../../generated/types.js';
import { printable } from '../../printable.js';
import { type EarlierUse, type Judged, LOOKED_UP } from '../judged.js';
import { policyFor } from '../overrides.js';
import type { Policy, RunRule } from '../policy.js';
import { inSome } from './some-runs.js';

/** Files that a finding names, and characters of one name. */
const FILES_SHOWN = 3;
const NAME_SHOWN = 80;
/** Datasets that the finding of unchecked ones names. */
const UNCHECKED_SHOWN = 5;
/** As long as a finding's subject may be. */
const LONGEST_SUBJECT = 500;

/** A dataset with other bytes under the same version makes every comparison across the two a wrong one. */
export const datasetsImmutable: RunRule = ({ datasets: { immutable = 'error' } }, judged) => {
  if (immutable === 'off') return [];
  const told = new Set<string>();
  const found = judged.runs.flatMap((run) =>
    run.inputs.datasets.flatMap((dataset) => {
      const other = otherContent(run, dataset, judged.earlier_uses);
      const key = JSON.stringify([dataset.name, dataset.version, dataset.digest]);
      if (other === null || told.has(key)) return [];
      told.add(key);
      return [finding(dataset, other, { severity: other.defines ? immutable : 'warning', judged })];
    }),
  );
  return [...found, ...unchecked(judged)];
};

/** Whether anything is to be said of a model's datasets, so that somebody has to look for the runs that used them. */
export function isImmutable(policy: Policy, model: string): boolean {
  return policyFor(policy, model).datasets.immutable !== 'off';
}

interface Other {
  run: RunRecord;
  defines: boolean;
  dataset: Dataset;
  before: string;
  now: string;
  reading: Reading;
}

/** A content that the judged run had. */
interface Reading {
  dataset: Dataset;
  /** Words that say when, where it had more than one; else empty. */
  when: string;
}

/**
 * The run that had the dataset first, with another content. The oldest of those that say what its content is counts; a later
 * mistake on the base branch must not fail what is right. Where none says it, only runs before the judged one can be told of.
 */
function otherContent(run: RunRecord, dataset: Dataset, uses: readonly EarlierUse[]): Other | null {
  const comparable = uses.flatMap((use) =>
    use.run.inputs.datasets
      .filter(isSameVersion(dataset))
      .flatMap((earlier): (Other & { isSame: boolean })[] => {
        // Which of two readings the run had cannot be known.
        if (earlier.changed_during_run === true) return [];
        const compared = compareReadings(earlier, dataset, run);
        return compared === null ? [] : [{ ...use, ...compared, dataset: earlier }];
      }),
  );
  const defining = comparable.find(({ defines }) => defines);
  if (defining !== undefined && defining.run.run_id !== run.run_id) return defining.isSame ? null : defining;
  return comparable.find((use) => !use.isSame && use.run.run_id < run.run_id) ?? null;
}

/** Of data that changed while the judged run went on, each reading that is known must be the same: it may have used either. */
function compareReadings(earlier: Dataset, dataset: Dataset, run: RunRecord) {
  const all = readingsOf(dataset, run).flatMap((reading) => {
    const compared = compareContent(earlier, reading.dataset);
    return compared === null ? [] : [{ ...compared, reading }];
  });
  return all.find(({ isSame }) => !isSame) ?? all[0] ?? null;
}

function readingsOf(dataset: Dataset, { inputs }: RunRecord): Reading[] {
  const changed = inputs.changed?.find(({ kind, path }) => kind === 'dataset' && path === dataset.path);
  if (dataset.changed_during_run !== true || changed === undefined) return [{ dataset, when: '' }];
  const readings = [
    { digest: changed.end, when: ' at the end of the run' },
    { digest: changed.begin, when: ' at the beginning of the run' },
  ];
  return readings.flatMap(({ digest, when }) => {
    if (typeof digest !== 'string') return [];
    // What else a record says of the data is of the reading that counts.
    const isOwn = digest === dataset.digest;
    return [{ dataset: isOwn ? dataset : { ...withoutOthers(dataset), digest, size_bytes: null }, when }];
  });
}

function withoutOthers({ digests: _, files: __, ...dataset }: Dataset): Dataset {
  return dataset;
}

function isSameVersion({ name, version }: Dataset): (other: Dataset) => boolean {
  return (other) => other.name === name && other.version === version;
}

function finding(
  dataset: Dataset,
  other: Other,
  { severity, judged }: { severity: Finding['severity']; judged: Judged },
): Finding {
  const label = labelOf(dataset);
  const { dataset: now, when } = other.reading;
  const isLines = differInLineEnds(other.dataset, now);
  const told = [
    `The dataset ${quoted(label)} is ${contentText(other.now, now)}${when}${inRuns(dataset, judged.runs)}, and was ${contentText(other.before, other.dataset)}`,
    `in ${runText(other.run)}, which had it first`,
  ].join(' ');
  const files = filesText(other.dataset, now);
  const lines = `only line ends differ (CRLF and LF)${files === '' ? '' : `, in ${files}`}`;
  const differs = files === '' ? '' : `what differs is ${files}`;
  return {
    rule: 'datasets.immutable',
    severity,
    subject: label.slice(0, LONGEST_SUBJECT),
    message: [told, isLines ? lines : differs].filter((part) => part !== '').join('; '),
    mend: mendText(dataset, isLines),
  };
}

/** What is beyond the bound may hold anything, so it is said where people look. */
function unchecked({ subject, unchecked_datasets: left }: Judged): Finding[] {
  if (left.length === 0) return [];
  const names = left.slice(0, UNCHECKED_SHOWN).map((dataset) => quoted(labelOf(dataset)));
  const more = left.length - names.length;
  return [
    {
      rule: 'datasets.immutable',
      severity: 'warning',
      subject,
      message: `${left.length} ${left.length === 1 ? 'dataset was' : 'datasets were'} not looked up in earlier runs, so other data under the same version would not show: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      mend: `Give what belongs together one name and version, with the folder as its path: of one model ${LOOKED_UP} are looked up`,
    },
  ];
}

function labelOf({ name, version }: Pick<Dataset, 'name' | 'version'>): string {
  return `${name}=${version}`;
}

function contentText(digest: string, { size_bytes }: Dataset): string {
  const size = size_bytes === null ? '' : ` (${size_bytes} bytes)`;
  return `${quoted(shortened(digest))}${size}`;
}

function runText({ run_id, inputs, started_at }: RunRecord): string {
  const { ref = null, commit = null } = inputs.code ?? {};
  const where = [
    ...(ref === null ? [] : [quoted(ref.replace(/^refs\/(?:heads|tags|pull)\//, ''))]),
    ...(commit === null ? [] : [`commit ${quoted(commit.slice(0, 7))}`]),
    started_at.slice(0, 10),
  ];
  return `run ${run_id} (${where.join(', ')})`;
}

function filesText(before: Dataset, now: Dataset): string {
  // Of a file with another name it cannot be said which of the two is wrong.
  const own = now.scheme === 'file' && now.path !== null && now.path === before.path ? [now.path] : [];
  const paths = differingFiles(before, now) ?? own;
  if (paths.length === 0) return '';
  const names = paths.slice(0, FILES_SHOWN).map(quoted);
  const more = paths.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Of several runs it may be some only. */
function inRuns(dataset: Dataset, runs: readonly RunRecord[]): string {
  const same = runs.filter(({ inputs }) =>
    inputs.datasets.some((one) => isSameVersion(dataset)(one) && one.digest === dataset.digest),
  );
  return inSome(same.length, runs.length);
}

function mendText({ name, version, path }: Dataset, isLines: boolean): string {
  const line = `${name}=${nextVersion(version)}${path === null ? '' : ` ${path}`}`;
  const anew = `Give the changed data a version of its own, e.g. ${quoted(line)}, or train on the data that the version had`;
  return isLines
    ? `Let git leave its line ends alone (\`* -text\`, or a line for its path, in \`.gitattributes\`) and check it out again. ${anew}`
    : anew;
}

/** `v2.1` → `v2.2`; what ends in no small number gets one. */
function nextVersion(version: string): string {
  const [, before = version, number] = /^(.*?)(\d{1,9})$/s.exec(version) ?? [];
  // A date or a number with leading zeros is no counter.
  const counts = number !== undefined && number.length < 5 && !/^0./.test(number) && !/\d-\d+-$/.test(before);
  return counts ? `${before}${Number(number) + 1}` : `${version}-2`;
}

/** A name from a record within a sentence of ours. */
function quoted(name: string): string {
  const text = printable(name).replaceAll('`', "'");
  return `\`${text.length > NAME_SHOWN ? `${text.slice(0, NAME_SHOWN)}…` : text}\``;
}
