import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { VersionRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { descriptionOf } from '../../core/registry/description.js';
import { historyOf } from '../../core/registry/history.js';
import {
  everyVersion,
  FIRST_STAGE,
  foldModel,
  type Held,
  type ModelState,
  type RegisteredModel,
} from '../../core/registry/registry.js';
import { modelFolder, runPath } from '../../ledger/layout.js';
import type { LedgerView, VisitFile } from '../../ledger/ledger.js';
import { damageOf } from '../../ledger/read/damage.js';
import { assembleModel } from '../../ledger/read/model.js';
import { readRunsOf } from '../../ledger/read/records.js';
import type { Added } from '../../ledger/verify/added.js';
import type { Verification } from '../../ledger/verify/verify.js';
import { auditReport } from '../../report/registry/audit.js';
import type { AuditRecord, AuditVersion, AuditView } from '../../report/registry/audit-view.js';
import { appear, isThere, type Target } from '../fetch/target.js';
import { askedOfJudged, askedOfUnjudged, recalledVersions } from '../recalled/of-versions.js';
import { knownFiles } from './files.js';

export interface AuditDeps {
  view: LedgerView;
  branch: string;
  /** RFC 3339. */
  now: string;
  tool_version: string;
  verify(): Promise<Verification>;
  log: Log;
  addedBy(paths: readonly string[]): Promise<ReadonlyMap<string, Added>>;
}

export interface Audit {
  report: string;
  /** Shows the records that it rests on as they are, by their paths on the ledger: any number of them in little memory. */
  eachRecord(visit: VisitFile): Promise<void>;
}

/** Says all of a model, also of a damaged one. @throws UserError E_MODEL_NOT_FOUND, E_LEDGER_* */
export async function audit(model: string, deps: AuditDeps): Promise<Audit> {
  const { view, branch, now, tool_version } = deps;
  const files = await knownFiles(view, model);
  const state = assembleModel(files);
  const fold = foldModel(state);
  const all = everyVersion(state);
  const runs = [...new Set(all.flatMap(({ run_id }) => (run_id === null ? [] : [runPath(run_id)])))];
  const paths = [files, ...files.earlier].flatMap((one) =>
    [...one.versions, ...one.events, ...one.unreadable].map((file) => file.path),
  );
  const eachRecord = (visit: VisitFile) => view.each([...paths.sort(), ...runs.sort()], visit);
  const digests = new Map<string, string>();
  await eachRecord((path, bytes) => {
    digests.set(path, sha256(bytes));
  });
  // What is not read is there all the same.
  for (const { path, digest } of [...files.odd, ...files.misplaced]) digests.set(path, digest);
  const versions = await Promise.all(all.map((one) => auditedVersion(one, { view, state, fold })));
  const said = await saidOf(versions, { view, state, log: deps.log });
  const report = auditReport({
    model,
    at: now,
    tool_version,
    ledger: { branch, commit: view.commit },
    description: descriptionOf(state, fold, null),
    tags: fold.tags.get(null) ?? new Map(),
    verification: regarding(model, await deps.verify()),
    damage: damageOf(model, state),
    gone: fold.gone ?? null,
    held: heldOf(fold, state, said),
    versions: versions.map((one) => ({ ...one, recalled: said(one.version.version) })),
    history: historyOf(state),
    records: recordsOf(digests, await deps.addedBy([...digests.keys()])),
  });
  return { report, eachRecord };
}

/**
 * Writes an audit as a folder that appears at once.
 * @throws UserError E_FETCH_PATH when there is anything at the place: nothing is ever overwritten
 */
export async function writeAudit({ report, eachRecord }: Audit, target: Target): Promise<void> {
  await requireFree(target);
  await appear(target, [], async ({ folder }) => {
    await writeFile(path.join(folder, 'report.md'), report);
    // Each is written before the next is read, or all of them would be held.
    await eachRecord((name, bytes) => {
      const file = path.join(folder, 'records', ...name.split('/'));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    });
  });
}

/** @throws UserError E_FETCH_PATH for a folder that is not empty, a file or a link */
export async function requireFree(target: Target): Promise<void> {
  await isThere(target, []);
}

/** What another model or endpoint is called says nothing of whether this one's past is true. */
const OF_NAMES = /^(?:model|endpoint)-name(?:-clash)?$/;

/** What was found of the ledger, of which names of others are shown and make no audit invalid. */
function regarding(model: string, found: Verification): Verification {
  const folder = modelFolder(model);
  const isOfOther = ({ rule, path, what }: Verification['findings'][number]) =>
    OF_NAMES.test(rule) && path !== folder && !what.startsWith(`differs from ${folder} `);
  const findings = found.findings.map((one) =>
    isOfOther(one) ? { ...one, severity: 'warning' as const } : one,
  );
  return { ...found, valid: !findings.some(({ severity }) => severity === 'error'), findings };
}

/** By the number of a version: whether it comes, or may come, from what is recalled. */
type Said = (version: number) => readonly string[];

function heldOf(
  { holders, aliases }: ModelState,
  { unjudged = [] }: RegisteredModel,
  said: Said,
): AuditView['held'] {
  const remarks = (number: number) =>
    unjudged.some(({ version }) => version === number) ? ['nobody has judged it', ...said(number)] : [];
  const about = ({ version, since }: Held) => ({ version, since, remarks: remarks(version) });
  const stages = [...holders].flatMap(([stage, held]) =>
    stage === FIRST_STAGE ? [] : held.map((one) => ({ name: stage, ...about(one) })),
  );
  return [...stages, ...[...aliases].map(([alias, one]) => ({ name: `@${alias}`, ...about(one) }))];
}

async function saidOf(
  versions: readonly AuditVersion[],
  { view, state, log }: { view: LedgerView; state: RegisteredModel; log: Log },
): Promise<Said> {
  try {
    const judged = versions.flatMap(({ version, run }) =>
      version.manifest === null ? [] : [askedOfJudged(version, run)],
    );
    const said = await recalledVersions(view, [...judged, ...(await askedOfUnjudged(view, state))], log);
    return (version) => said.get(version)?.sentences ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.faults.map(({ what }) => what).join('; ');
    return () => [`may come from what is recalled: ${why}`];
  }
}

async function auditedVersion(
  version: VersionRecord,
  { view, state, fold }: { view: LedgerView; state: RegisteredModel; fold: ModelState },
): Promise<AuditVersion> {
  const number = version.version;
  const about = {
    version,
    stage: fold.stages.get(number) ?? FIRST_STAGE,
    hidden: fold.deleted.get(number) ?? null,
    description: descriptionOf(state, fold, number),
    tags: fold.tags.get(number) ?? new Map<string, string>(),
    recalled: [],
  };
  if (version.run_id === null) return { ...about, run: null, fault: null };
  try {
    const [run = null] = await readRunsOf(view, [version], state);
    return { ...about, run, fault: null };
  } catch (error) {
    // A version whose run is not what it says is what an auditor has to hear of, and no reason to tell him nothing.
    if (!(error instanceof UserError)) throw error;
    return { ...about, run: null, fault: error.faults.map(({ what }) => what).join('; ') };
  }
}

function recordsOf(digests: ReadonlyMap<string, string>, added: ReadonlyMap<string, Added>): AuditRecord[] {
  return [...digests].map(([path, digest]) => ({
    path,
    digest,
    added: added.get(path) ?? null,
  }));
}
