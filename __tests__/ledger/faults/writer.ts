import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger, NewRun } from '../../../src/ledger/ledger.js';
import { DAY, idAt, RecordingLog, remoteLedger } from '../fixtures.js';
import type { Conductor } from './conductor.js';
import type { Gate, Order } from './gate.js';
import type { Chance } from './random.js';
import { BASE_RUN, makeRun, registration } from './records.js';
import type { Fault, WriterPlan } from './scenario.js';
import type { Site } from './site.js';
import { isServerStep, type ServerStep, type Step, stepOf } from './steps.js';

const DIED = new Error('killed');

/** What a writer was told of what it did. */
export interface Told {
  /** Undefined when it was told nothing, or there was nothing to append. */
  append?: { commit: string | null };
  register?: { version: number; commit: string | null };
  error?: unknown;
}

/** A writer of one case and what became of it. */
export class Writer {
  isDead = false;
  /** Its place at the gate. */
  slot = -1;
  told: Told = {};
  /** It was shown something else than the truth, or its server went away: what it must reach is less. */
  readonly suffered = new Set<Fault['wrong']['kind']>();
  readonly token: string;
  readonly log = new RecordingLog();
  readonly #counts = new Map<Step, number>();
  readonly #readings = { count: 0 };

  constructor(
    readonly index: number,
    readonly plan: WriterPlan,
    readonly runs: readonly NewRun[],
    private readonly faults: readonly Fault[],
  ) {
    this.token = `writer-${index}`;
  }

  /** Whether all that goes wrong goes by, well within its time, so that it has no reason to give up. */
  get mustSucceed(): boolean {
    const { job, deadlineMs } = this.plan;
    const goesBy = ({ wrong, times }: Fault) =>
      (times <= 4 && (wrong.kind === 'lost' || wrong.kind === 'http')) ||
      // What is registered must be seen first.
      (wrong.kind === 'stale' && job === 'append') ||
      (wrong.kind === 'slow' && wrong.ms <= 5_000 && times <= 3);
    return deadlineMs >= 60_000 && this.faults.every(goesBy);
  }

  /** What goes wrong with the step that it takes now. */
  faultOf(step: Step): Fault['wrong'] | undefined {
    const count = this.#counts.get(step) ?? 0;
    this.#counts.set(step, count + 1);
    return this.faults.find(
      (fault) => fault.step === step && count >= fault.from && count < fault.from + fault.times,
    )?.wrong;
  }

  /** Milliseconds since 1970, as its clock has it. */
  now(elapsed: number): number {
    const [first, later] = this.plan.clock;
    this.#readings.count += 1;
    return DAY + elapsed + (this.#readings.count <= 1 ? first : later);
  }

  /** Does its job, and keeps what it was told. */
  async work(ledger: Ledger, now: () => number): Promise<void> {
    const { job } = this.plan;
    try {
      if (job === 'append' || job === 'flow') {
        this.told = { append: { commit: (await ledger.append(this.runs)).commit } };
      }
      if (job === 'flow' || job === 'register') await this.#register(ledger, now);
      if (job === 'reindex') await ledger.write(() => this.#reindexPlan());
    } catch (error) {
      this.told.error = error;
    }
  }

  async #register(ledger: Ledger, now: () => number): Promise<void> {
    const run = this.plan.job === 'flow' ? (this.runs[0]?.run_id ?? '') : BASE_RUN;
    let asked = 0;
    const { value, commit } = await ledger.write((view) => {
      asked += 1;
      const eventId = idAt(now(), 1000 * (this.index + 1) + asked);
      return registration(view, { run, token: this.token, eventId });
    });
    this.told.register = { version: value, commit };
  }

  #reindexPlan() {
    const path = `index/made/${this.index}.json`;
    return {
      files: [{ path, bytes: Buffer.from(`{"at": ${this.index}}\n`) }],
      message: { subject: 'make the look-ups anew', trailers: [] },
      value: undefined,
      resetIndex: true,
    };
  }
}

/** The runs of a writer. @param first the runs of the first writer, for a twin of it */
export async function runsOf(
  plan: WriterPlan,
  index: number,
  first: readonly NewRun[],
): Promise<readonly NewRun[]> {
  if (plan.twin === 'same') return first;
  const of = async (run: string, part: number) =>
    makeRun(run, { name: `writer-${index}-${part}`, hasSeries: plan.hasSeries });
  if (plan.twin === 'other') return Promise.all(first.map((run, part) => of(run.run_id, part)));
  const [offset] = plan.clock;
  const ids = Array.from({ length: plan.runs }, (_, part) =>
    idAt(DAY + offset + part, 100 * (index + 1) + part),
  );
  return Promise.all(ids.map(of));
}

interface Stage {
  gate: Gate;
  site: Site;
  conductor: Conductor;
  chance: Chance;
  /** The case's own folder. */
  folder: string;
  /** What becomes of a command that works here. */
  orderOf: (writer: Writer, step: Step) => Order;
  /** What becomes of one that talks to the server, once its turn has come. */
  onServer: (writer: Writer, step: ServerStep) => void;
}

/** Lets a writer do its job, every git command of it under the eyes of the gate. */
export async function perform(writer: Writer, stage: Stage): Promise<void> {
  const { gate, site, conductor, chance } = stage;
  const folder = join(stage.folder, writer.token);
  await mkdir(folder, { recursive: true });
  const slot: number = gate.enter((args) => {
    const step = stepOf(args);
    if (step === undefined) conductor.abort(new Error(`git ${args.join(' ')} is no step that is known`));
    if (step === undefined || writer.isDead) gate.answer(slot, { do: 'die' });
    else if (isServerStep(step)) {
      conductor.ask({ writer: writer.index, step, go: () => stage.onServer(writer, step) });
    } else gate.answer(slot, stage.orderOf(writer, step));
  });
  writer.slot = slot;
  const now = () => writer.now(conductor.now);
  const ledger = remoteLedger({
    url: site.url,
    token: site.token,
    folder,
    env: gate.environment(slot, gate.folder),
    now,
    elapsed: () => conductor.now,
    random: chance.next,
    sleep: (ms) => (writer.isDead ? Promise.reject(DIED) : conductor.sleep(writer.index, ms)),
    deadlineMs: writer.plan.deadlineMs,
    log: writer.log,
  });
  try {
    await writer.work(ledger, now);
  } finally {
    gate.leave(slot);
    conductor.leave();
  }
}
