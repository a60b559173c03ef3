import { UserError } from '../../core/errors.js';
import { GitError } from '../git/git.js';
import type { ObjectStore } from '../git/object-store.js';
import { cleanText } from '../git/text.js';
import { entryProblems } from '../index/model-entries.js';
import { bootstrapFiles, FORMAT_PATH } from '../layout.js';
import { checkFormat } from '../read/format.js';
import { Snapshot } from '../read/snapshot.js';
import { type BranchOptions, incomplete, type LedgerBranch, openBranch } from './branch.js';
import { finding, type LineageFinding, sortFindings } from './findings.js';
import type { Descends } from './given.js';
import { eachChange, type History, readHistory, rootsOf } from './history.js';
import { judgeLookUps } from './look-up-contents.js';
import { IndexWalk } from './look-ups.js';
import type { Confirming, OnlineCounts } from './online.js';
import { forgiveRemoved } from './recalls.js';
import { judgeContents } from './records.js';
import { judgeCommitTimes } from './times.js';
import { sortFiles } from './tip.js';
import { Walk } from './walk.js';

export interface VerifyOptions extends BranchOptions {
  /** Full id of a commit that the branch once held. */
  since?: string;
  /** Milliseconds since 1970. Without it nothing is said to be still to come. */
  now?: number;
  /** Whether warnings count as errors do. */
  strict?: boolean;
  /** Asks GitHub about events; left out, nothing is asked. */
  confirm?: Confirming | undefined;
  /** Says what comes from recalls by all records; left out, what they name themselves does. */
  descends?: Descends | undefined;
}

export interface Verification {
  /** The branch that was read, as a person names it. */
  branch: string;
  /** Id of its newest commit. */
  tip: string;
  commits: number;
  /** Runs, model versions and events at the tip. */
  records: number;
  /** No errors were found, and no warnings when these count. */
  valid: boolean;
  /** All of them, sorted. */
  findings: LineageFinding[];
  /** What came of asking GitHub about events; absent where nobody asked. */
  online?: OnlineCounts;
}

/**
 * Walks the whole history of a ledger branch and checks all that its newest commit holds. Nothing is written, and nothing is fetched but what `confirm` asks.
 * @throws UserError E_INPUT_INVALID, E_NO_REPOSITORY, E_GIT_MISSING, E_LEDGER_NOT_A_LEDGER, E_LEDGER_FORMAT; E_LEDGER_INCOMPLETE when
 * the history is not all here
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verification> {
  const since = sinceOf(options.since);
  try {
    const branch = await openBranch(options);
    const history = await readHistory(branch.store, branch.tip);
    return await judge(branch, history, { ...options, since });
  } catch (error) {
    // With every object at hand these commands have no other reason to fail.
    if (!(error instanceof GitError)) throw error;
    const said = error.result.timedOut ? 'it took too long' : cleanText(error.result.stderr).split('\n')[0];
    throw incomplete(`git ${error.command} cannot read the history: ${said}`);
  }
}

async function judge(
  branch: LedgerBranch,
  history: History,
  {
    since,
    now = Number.POSITIVE_INFINITY,
    strict = false,
    confirm,
    descends,
  }: Pick<VerifyOptions, 'since' | 'now' | 'strict' | 'confirm' | 'descends'>,
): Promise<Verification> {
  const { store, tip, name } = branch;
  const order = new Map(history.commits.map((commit, index) => [commit, index]));
  const walk = new Walk(rootsOf(history));
  const lookUps = new IndexWalk();
  await eachChange(store, history, (commit, changes) => {
    walk.take(commit, changes);
    lookUps.take(commit, changes, walk);
  });
  const findings = [...(await judgeBeginning(branch, history, walk)), ...judgeMerges(history)];
  if (since !== undefined && !order.has(since)) findings.push(await rewritten(store, since));
  const files = await sortFiles(store, { tip, walk, findings });
  const clock = { now, times: history.times };
  const online = await judgeContents(store, { files, order, clock, findings, confirm, descends });
  await forgiveRemoved(store, walk.goneRecalls);
  findings.push(...judgeCommitTimes(history, now));
  findings.push(...walk.findings, ...lookUps.findings);
  await judgeLookUps(store, lookUps.states.values(), findings);
  for (const { path, what } of await entryProblems(new Snapshot(store, tip, async () => undefined)))
    findings.push(finding('index-wrong', { path, commit: tip }, what));
  return {
    branch: name,
    tip,
    commits: history.commits.length,
    records:
      files.runs.size +
      files.versions.length +
      files.events.length +
      files.endpointEvents.length +
      files.amendments.length +
      files.loggedModels.length +
      files.recalls.length,
    valid: !findings.some(({ severity }) => strict || severity === 'error'),
    findings: sortFindings(findings, order),
    ...(online === null ? {} : { online }),
  };
}

function sinceOf(since: string | undefined): string | undefined {
  if (since === undefined || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(since)) return since;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    // A shortened id can be forged with some patience.
    what: `${JSON.stringify(since.slice(0, 80))} is no full id of a commit`,
    where: 'since',
    mend: 'Give all hex digits of the tip that an earlier call printed, or leave it out',
  });
}

async function rewritten(store: ObjectStore, since: string): Promise<LineageFinding> {
  const [object] = await store.get([since]);
  const what =
    object?.type === 'commit'
      ? 'is no ancestor of the tip: the branch was set back or pushed by force'
      : 'is not in this repository: the branch was pushed by force, or it is another repository';
  return finding('history-rewritten', { commit: since }, what);
}

/** The one root of a ledger holds the files that begin one. */
async function judgeBeginning(branch: LedgerBranch, history: History, walk: Walk): Promise<LineageFinding[]> {
  const where = branch.name;
  const format = walk.file(FORMAT_PATH);
  if (format === undefined) {
    throw new UserError({
      code: 'E_LEDGER_NOT_A_LEDGER',
      what: `The branch exists but is no ledger: no commit of it has a ${FORMAT_PATH}`,
      where,
      mend: 'Name the branch of your ledger',
    });
  }
  const roots = rootsOf(history);
  const main = roots.find((root) => walk.rootHas(root, FORMAT_PATH)) ?? roots[0];
  const findings = roots
    .filter((root) => root !== main)
    .map((commit) => finding('several-roots', { commit }, `begins a second history beside commit ${main}`));
  for (const { path } of bootstrapFiles()) {
    if (main !== undefined && walk.rootHas(main, path)) continue;
    findings.push(finding('root-not-bootstrap', { path, commit: main }, 'is not in the first commit'));
  }
  try {
    await checkFormat(new Snapshot(branch.store, format.commit, async () => undefined), where);
  } catch (error) {
    if (!(error instanceof UserError) || error.has('E_LEDGER_FORMAT')) throw error;
    const at = { path: FORMAT_PATH, commit: format.commit };
    findings.push(finding('root-not-bootstrap', at, 'says no format of a ledger'));
  }
  return findings;
}

function judgeMerges(history: History): LineageFinding[] {
  return [...history.parents]
    .filter(([, above]) => above.length > 1)
    .map(([commit, above]) => finding('merge-commit', { commit }, `merges ${above.join(' and ')}`));
}
