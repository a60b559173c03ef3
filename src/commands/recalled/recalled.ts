import type { Finding, RecallEvent, RecalledEvent, RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { applyWaivers, type Sorted } from '../../core/policy/waivers.js';
import { idOfRecall, recalledFindings, type Told } from '../../core/recall/findings.js';
import { foldRecalls } from '../../core/recall/recall.js';
import type { AskedModel } from '../../core/recall/uploads.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRecalls } from '../../ledger/read/recalls.js';
import { type Ancestry, Descents } from './descent.js';
import { type AskRecall, openRecalls } from './open-recalls.js';

export interface RecalledDeps {
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall | undefined;
  log: Log;
}

/** Where no more recalls were lifted, by no more events, to ask GitHub about all of them takes less than to read all records of runs. */
const FEW_LIFTED = 5;

const UNHEARD: Log = { info: () => {}, warning: () => {}, debug: () => {}, group: () => {} };

interface About {
  /** The model, or the experiment. */
  subject: string;
  /** Left out: anything that the run made. */
  digest?: AskedModel;
}

/**
 * What the open recalls of one state of the ledger say of runs: read when the first is asked about, and nothing where there is none.
 * GitHub is asked about those alone that a run descends from, and about a few that are said to be lifted before any record is read.
 */
export class Recalled {
  readonly #view: LedgerView;
  readonly #deps: RecalledDeps;
  readonly #known = new Map<string, Promise<Ancestry>>();
  /** By id: whether it is open. */
  readonly #isOpen = new Map<string, boolean>();
  #isSaidToBeLifted = false;
  #read: Promise<{ isEmpty: boolean; descents: Descents }> | undefined;

  constructor(view: LedgerView, deps: RecalledDeps) {
    this.#view = view;
    this.#deps = deps;
  }

  /** Whether nothing is recalled; what is only said to be lifted is, unless GitHub says so at once. @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE where nobody can tell */
  async isEmpty(): Promise<boolean> {
    return (await this.#opened()).isEmpty;
  }

  /** Names of the packages that are recalled, as PEP 503 has them. */
  async packages(): Promise<readonly string[]> {
    return (await this.#opened()).descents.packages;
  }

  /** What a run comes from that is recalled. @param digest left out: anything that it made */
  async of(run: RunRecord, digest: AskedModel = null): Promise<Ancestry> {
    // A version has tags of its own.
    const key = JSON.stringify([run.run_id, digest, run.tags]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#opened().then(async ({ descents }) => this.#counted(await descents.of(run, digest)));
    this.#known.set(key, asked);
    return asked;
  }

  /** As {@link of}, and where it would be refused it is asked who else has made the same bytes. */
  async #beyondDoubt(run: RunRecord, digest: AskedModel): Promise<Ancestry> {
    const plain = await this.of(run, digest);
    if (!plain.descents.some(({ severity }) => severity === 'refuse')) return plain;
    const { descents } = await this.#opened();
    return this.#counted(await descents.beyondDoubt(run, digest));
  }

  /** Whether nobody may build on it: it descends beyond doubt. */
  async refuses(run: RunRecord, digest: AskedModel = null): Promise<readonly Told[]> {
    const { descents } = await this.of(run, digest);
    return descents.filter(({ severity }) => severity === 'refuse');
  }

  /** What it comes from beyond doubt, and what it may come from without that anybody knows. */
  async told(run: RunRecord, digest: AskedModel): Promise<readonly Told[]> {
    return (await this.#beyondDoubt(run, digest)).descents;
  }

  /** What is said of a run. */
  async findings(run: RunRecord, { subject, digest = null }: About): Promise<Finding[]> {
    const { descents, lost } = await this.#beyondDoubt(run, digest);
    return recalledFindings(descents, { lost, subject });
  }

  /** Why a version's run may not serve, and what of it the policy lets pass. The policy is read where there is a reason. */
  async refusals(
    run: RunRecord,
    { model, version, digest }: { model: string; version: number | null; digest: AskedModel },
    { policy, now }: { policy: () => Promise<Policy>; now: string },
  ): Promise<Sorted> {
    const all = await this.findings(run, { subject: model, digest });
    const errors = all.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { findings: [], waived: [] };
    const { waivers } = policyFor(await policy(), model);
    return applyWaivers(errors, waivers, { subject: model, now, version });
  }

  #opened(): Promise<{ isEmpty: boolean; descents: Descents }> {
    this.#read ??= this.#readAll();
    return this.#read;
  }

  async #readAll(): Promise<{ isEmpty: boolean; descents: Descents }> {
    const { events, unreadable } = await readRecalls(this.#view);
    const recorded = foldRecalls(events).open;
    this.#isSaidToBeLifted = recorded.length + unreadable.length === 0;
    const recalls = await this.#heeded(events, recorded);
    const descents = new Descents({ open: recalls, unreadable }, this.#view);
    return { isEmpty: recalls.length + unreadable.length === 0, descents };
  }

  /** Where GitHub is asked, what is said to lift a recall has to be true first. */
  async #heeded(
    events: readonly RecallEvent[],
    recorded: readonly RecalledEvent[],
  ): Promise<readonly RecalledEvent[]> {
    const { askRecall: ask } = this.#deps;
    if (ask === undefined) return recorded;
    const lifts = events.filter(({ type }) => type === 'cleared');
    const all = events.filter((event) => event.type === 'recalled');
    if (!this.#isSaidToBeLifted || Math.max(all.length, lifts.length) > FEW_LIFTED) return all;
    // What does not count is told where it matters: then it is asked again, and known.
    const { open } = await openRecalls(this.#view, { ask, log: UNHEARD });
    return open.length === 0 ? [] : all;
  }

  /** Without what was lifted, or does not count. */
  async #counted({ descents, lost }: Ancestry): Promise<Ancestry> {
    const ids = descents.flatMap(({ recall }) => ('event_id' in recall ? recall.event_id : []));
    const fresh = new Set(ids.filter((id) => !this.#isOpen.has(id)));
    if (fresh.size > 0) {
      const { askRecall: ask, log } = this.#deps;
      const matters = ({ event_id }: RecalledEvent) => fresh.has(event_id);
      const { open } = await openRecalls(this.#view, { ask, log, matters });
      for (const id of fresh)
        this.#isOpen.set(
          id,
          open.some(({ event_id }) => event_id === id),
        );
    }
    const counted = descents.filter(({ recall }) => this.#isOpen.get(idOfRecall(recall)) ?? true);
    return { descents: counted, lost: this.#isSaidToBeLifted ? [] : lost };
  }
}
