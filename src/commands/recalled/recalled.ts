import { sentence } from '../../core/errors.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import { quoted } from '../../core/printable.js';
import { recalledFindings, type Told } from '../../core/recall/findings.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { type Ancestry, Descents } from './descent.js';
import { type AskRecall, type OpenRecalls, openRecalls } from './open-recalls.js';

export interface RecalledDeps {
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall | undefined;
  log: Log;
}

/** What the open recalls of one state of the ledger say of runs: read when the first is asked about, and nothing where there is none. */
export class Recalled {
  readonly #view: LedgerView;
  readonly #deps: RecalledDeps;
  readonly #known = new Map<string, Promise<Ancestry>>();
  #read: Promise<{ recalls: OpenRecalls; descents: Descents }> | undefined;

  constructor(view: LedgerView, deps: RecalledDeps) {
    this.#view = view;
    this.#deps = deps;
  }

  /** @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE where they cannot be read at all; E_GITHUB_API */
  async open(): Promise<OpenRecalls> {
    return (await this.#opened()).recalls;
  }

  /** What a run comes from that is recalled. @param digest of the model that is asked about; left out: of anything that it made */
  async of(run: RunRecord, digest: string | null = null): Promise<Ancestry> {
    const key = `${run.run_id} ${digest}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#opened().then(({ descents }) => descents.of(run, digest));
    this.#known.set(key, asked);
    return asked;
  }

  /** Whether nobody may build on it: it descends beyond doubt. */
  async refuses(run: RunRecord, digest: string | null = null): Promise<readonly Told[]> {
    const { descents } = await this.of(run, digest);
    return descents.filter(({ severity }) => severity === 'refuse');
  }

  /** @param about `subject`: the model, or the experiment */
  async findings(
    run: RunRecord,
    { subject, digest = null }: { subject: string; digest?: string | null },
  ): Promise<Finding[]> {
    const { descents, lost } = await this.of(run, digest);
    return recalledFindings(descents, { lost, subject });
  }

  /** Why a version's run may not serve, but for what the policy lets pass. The policy is read where there is a reason. */
  async refusals(
    run: RunRecord,
    { model, version, digest }: { model: string; version: number; digest: string | null },
    { policy, now }: { policy: () => Promise<Policy>; now: string },
  ): Promise<Finding[]> {
    const all = await this.findings(run, { subject: model, digest });
    const errors = all.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return [];
    const { waivers } = policyFor(await policy(), model);
    return applyWaivers(errors, waivers, { subject: model, now, version }).findings;
  }

  #opened(): Promise<{ recalls: OpenRecalls; descents: Descents }> {
    this.#read ??= this.#readAll();
    return this.#read;
  }

  async #readAll(): Promise<{ recalls: OpenRecalls; descents: Descents }> {
    const { askRecall: ask, log } = this.#deps;
    const recalls = await openRecalls(this.#view, { ask, log });
    for (const { path, why } of recalls.uncounted)
      log.warning(sentence(`The record ${quoted(path)} does not count: it ${why}`));
    return { recalls, descents: new Descents(recalls, this.#view) };
  }
}
