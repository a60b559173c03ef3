import { type Fault, Faults, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { reasonFaults } from '../../core/reason.js';
import { parseRecallReference, type RecallReference } from '../../core/recall/reference.js';
import { isTime } from '../../core/times.js';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface RecallRequest {
  /** As it was written. */
  what: string;
  reference: RecallReference;
  reason: string;
  severity: Severity | null;
  /** RFC 3339, UTC. */
  discovered_at: string | null;
  /** URL. */
  incident: string | null;
  contact: string | null;
  /** Of a dataset: its name, where the reference may be parted in several ways; null where nobody said it. */
  name: string | null;
  /** Of a dataset: whether other names of the same contents are left out. */
  only_name: boolean;
  /** Of a dataset: digests of the only contents that are meant under other names, or their beginnings; none: all. */
  only_digests: readonly string[];
  /** Of a dataset: `owner/name` whose name it is; null where nobody said it. */
  repository: string | null;
  /** Of a dataset: whether the name is that of every repository of the ledger. */
  all_repositories: boolean;
  dry_run: boolean;
}

/** All are empty where they are not given. */
export interface RecallTexts {
  what: string;
  reason: string;
  severity: string;
  /** A day, or a time with its zone. */
  discoveredAt: string;
  incident: string;
  contact: string;
  name: string;
  onlyName: boolean;
  /** With commas or white space between them. */
  onlyDigest: string;
  repository: string;
  allRepositories: boolean;
  dryRun: boolean;
}

export interface ClearRequest {
  /** Ids of recalls, or their first digits. */
  recalls: readonly string[];
  /** Id of the request that is approved; left out: whichever waits for the very same. */
  request?: string;
  reason: string;
  dry_run: boolean;
}

export interface ClearTexts {
  /** Ids or their first digits, with commas or white space between them. */
  clear: string;
  reason: string;
  dryRun: boolean;
}

const LONGEST_CONTACT = 500;
const LONGEST_URL = 2048;
const MOST_CLEARED = 100;

/** @throws UserError with every fault */
export function recallRequestOf(texts: RecallTexts): RecallRequest {
  const faults = new Faults();
  const reference = referenceOf(texts.what, faults);
  // A try says what it would hit, and nobody reads why.
  const reason = reasonOf(texts.reason, faults, texts.dryRun ? null : WHY_RECALLED);
  const severity = SEVERITIES.find((one) => one === texts.severity.trim().toLowerCase()) ?? null;
  if (severity === null && texts.severity.trim() !== '')
    faults.add(invalid('severity', texts.severity, `Write ${SEVERITIES.join(', ')}, or leave it away`));
  const discovered_at = timeOf(texts.discoveredAt, faults);
  const incident = urlOf(texts.incident.trim(), faults);
  const contact = texts.contact.trim();
  if (contact.length > LONGEST_CONTACT)
    faults.add(invalid('contact', contact, `Shorten it to ${LONGEST_CONTACT} characters`));
  const repository = texts.repository.trim();
  if (repository !== '' && !/^(?:[^/\s:]+\/)+[^/\s:]+$/.test(repository))
    faults.add(invalid('repository', repository, 'Write `owner/name`, or `HOST/owner/name`'));
  if (repository !== '' && texts.allRepositories)
    faults.add(invalid('repository', repository, 'Leave it away, or `--all-repositories`'));
  const only_digests = digestsOf(texts, faults);
  for (const fault of datasetFaults(texts, reference)) faults.add(fault);
  faults.throwIfAny();
  if (reference === undefined) throw new Error('no reference and no fault');
  return {
    what: texts.what.trim(),
    reference,
    reason,
    severity,
    discovered_at,
    incident,
    contact: contact === '' ? null : contact,
    name: texts.name === '' ? null : texts.name,
    only_name: texts.onlyName,
    only_digests,
    repository: repository === '' ? null : repository,
    all_repositories: texts.allRepositories,
    dry_run: texts.dryRun,
  };
}

/** @throws UserError with every fault */
export function clearRequestOf(texts: ClearTexts): ClearRequest {
  const faults = new Faults();
  const ids = [...new Set(texts.clear.toLowerCase().split(/[\s,]+/))].filter((id) => id !== '');
  for (const id of ids)
    if (!/^[0-9a-f]{4,32}$/.test(id))
      faults.add(
        invalid(
          'clear',
          id,
          'Take the digits of a recall from `lineage-gate recalls ls`: the first four, or more',
        ),
      );
  if (ids.length === 0)
    faults.add({
      code: 'E_INPUT_MISSING',
      what: '`clear` names no recall',
      where: 'input clear',
      mend: 'Take the id from `lineage-gate recalls ls`',
    });
  if (ids.length > MOST_CLEARED)
    faults.add(invalid('clear', texts.clear, `Clear at most ${MOST_CLEARED} at once`));
  const reason = reasonOf(texts.reason, faults, WHY_CLEARED);
  faults.throwIfAny();
  return { recalls: ids.sort(), reason, dry_run: texts.dryRun };
}

function referenceOf(text: string, faults: Faults): RecallReference | undefined {
  if (text.trim() === '') {
    faults.add({
      code: 'E_INPUT_MISSING',
      what: 'Nothing is named that is to be recalled',
      where: 'input what',
      mend: 'Name it: `dataset:NAME@VERSION`, `commit:SHA`, `run:ID` or `package:NAME==VERSION`; `clear` lifts recalls',
    });
    return undefined;
  }
  try {
    return parseRecallReference(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const fault of error.faults) faults.add(fault);
    return undefined;
  }
}

const WHY_RECALLED = 'Say why: it is what whoever is refused reads';
const WHY_CLEARED = 'Say why it may be lifted: it is what whoever approves it, or asks later, reads';

/** @param mend of an empty one; null where it may be */
function reasonOf(text: string, faults: Faults, mend: string | null): string {
  const reason = text.trim();
  if (reason === '' && mend !== null)
    faults.add({ code: 'E_INPUT_MISSING', what: '`reason` is empty', where: 'input reason', mend });
  for (const fault of reasonFaults(reason, 'input reason')) faults.add(fault);
  return reason;
}

/** Twelve digits are enough, as answers show them. */
function digestsOf({ onlyDigest, onlyName }: RecallTexts, faults: Faults): string[] {
  const digests = [...new Set(onlyDigest.toLowerCase().split(/[\s,]+/))].filter((one) => one !== '');
  for (const digest of digests)
    if (!/^sha256:[0-9a-f]{12,64}$/.test(digest))
      faults.add(
        invalid(
          'only-digest',
          digest,
          'Write `sha256:` and its digits, the first twelve or more, as `--dry-run` shows it',
        ),
      );
  if (digests.length > 0 && onlyName)
    faults.add(invalid('only-digest', onlyDigest, 'Leave it away, or `only-name`, which takes no content'));
  return digests;
}

/** What says which dataset is meant says nothing of anything else. */
function datasetFaults(texts: RecallTexts, reference: RecallReference | undefined): Fault[] {
  if (reference === undefined || reference.kind === 'dataset') return [];
  const given = [
    ...(texts.name === '' ? [] : ['name']),
    ...(texts.onlyName ? ['only-name'] : []),
    ...(texts.onlyDigest.trim() === '' ? [] : ['only-digest']),
    ...(texts.allRepositories ? ['all-repositories'] : []),
    ...(texts.repository.trim() === '' ? [] : ['repository']),
  ];
  return given.map((name) => ({
    code: 'E_INPUT_INVALID',
    what: `\`${name}\` is given, and no dataset is recalled`,
    where: `input ${name}`,
    mend: 'Leave it away',
  }));
}

function timeOf(text: string, faults: Faults): string | null {
  const given = text.trim();
  if (given === '') return null;
  const isForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    given,
  );
  const isDay = isTime(`${given.slice(0, 10)}T00:00:00Z`);
  if (isForm && isDay && !Number.isNaN(Date.parse(given))) return new Date(given).toISOString();
  faults.add(
    invalid('discovered-at', given, 'Write a day or a time with its zone: 2026-03-01, 2026-03-01T12:00Z'),
  );
  return null;
}

/** How far a time may be ahead: of clocks, and of a day that has begun in the east. */
const AHEAD_MS = { time: 5 * 60_000, day: 14 * 3_600_000 };

/** @param now RFC 3339 @throws UserError E_INPUT_INVALID for what was found out in the future */
export function requirePast({ discovered_at }: Pick<RecallRequest, 'discovered_at'>, now: string): void {
  if (discovered_at === null) return;
  const ahead = discovered_at.endsWith('T00:00:00.000Z') ? AHEAD_MS.day : AHEAD_MS.time;
  if (Date.parse(discovered_at) > Date.parse(now) + ahead)
    throw new UserError(
      invalid('discovered-at', discovered_at, 'That is in the future: give the day it was found out'),
    );
}

function urlOf(text: string, faults: Faults): string | null {
  if (text === '') return null;
  if (/^https?:\/\/\S+$/.test(text) && URL.canParse(text) && text.length <= LONGEST_URL) return text;
  faults.add(invalid('incident', text, 'Give the address of the incident: `https://…`'));
  return null;
}

function invalid(name: string, value: string, mend: string): Fault {
  return { code: 'E_INPUT_INVALID', what: `\`${name}\` is ${shown(value)}`, where: `input ${name}`, mend };
}
