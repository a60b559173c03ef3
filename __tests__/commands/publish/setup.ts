import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Published, publish } from '../../../src/commands/publish/publish.js';
import { EVIDENCE_PREFIX } from '../../../src/commands/track/evidence.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { idMaker } from '../../../src/core/ids.js';
import { canonicalJson } from '../../../src/core/json.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { createGitHub } from '../../../src/github/client.js';
import { liftPace } from '../../github/pace.js';
import { RecordingLog, remoteLedger, runRecord } from '../../ledger/fixtures.js';
import type { Artifact } from '../../support/github/state.js';
import { GitHubWorld, type Trigger, type WorldOptions } from '../../support/github-world.js';
import { type Permissions, READ_WRITE } from '../../support/tokens.js';
import { makeZip, type ZipEntry } from '../../support/zip-writer.js';

/** Of the job that publishes. */
export const SECRET = 'xK9mP2qLw8';

export const nextId = idMaker(Date.now, () => Buffer.from('0123456789abcdef'));

/** A world whose workflow runs hand over evidence, and `publish` on it. */
export class PublishSetup {
  readonly log = new RecordingLog();
  #made = 0;

  private constructor(readonly world: GitHubWorld) {}

  static async start(options: WorldOptions = {}): Promise<PublishSetup> {
    await liftPace();
    return new PublishSetup(await GitHubWorld.start(options));
  }

  get state() {
    return this.world.github.state;
  }

  /** A record as a job of this workflow run hands it over. */
  record(trigger: Trigger, changes: Partial<RunRecord> = {}): RunRecord {
    const base = runRecord(nextId());
    const isPull = trigger.pull !== undefined;
    const now = new Date().toISOString();
    return {
      ...base,
      started_at: now,
      ended_at: now,
      duration_s: 0,
      inputs: {
        ...base.inputs,
        code: {
          repository: this.world.repository,
          commit: trigger.headSha,
          ref: trigger.ref,
          merge_commit: isPull ? trigger.sha : null,
          base_commit: isPull ? trigger.baseSha : null,
          dirty: false,
          diff_digest: null,
          untracked_files: 0,
        },
      },
      context: {
        ...base.context,
        event: trigger.eventName,
        workflow: 'train',
        workflow_ref: `${this.world.repository}/.github/workflows/train.yml@${trigger.ref}`,
        job: 'train',
        ci_run_id: String(trigger.runId),
        ci_run_attempt: 1,
        trust: isPull && trigger.pull?.headRepository !== this.world.repository ? 'fork' : 'trusted',
      },
      tags: {
        dataset_version: 'orders_v1.0',
        git_commit: trigger.headSha,
        triggered_by: 'ci/github-actions',
      },
      ...changes,
    };
  }

  /** Hands a record over. @param more its curves, or these and pictures */
  hand(
    trigger: Trigger,
    record: RunRecord,
    more: string | { series?: string; amendment?: string; pictures?: readonly ZipEntry[] } = '',
  ): Artifact {
    const given = typeof more === 'string' ? { series: more } : more;
    const { series = '', amendment = '', pictures = [] } = { ...given };
    const curves = series === '' ? [] : [{ name: `${record.run_id}.series.ndjson`, bytes: series }];
    const inFolder = pictures.map((one) => ({ ...one, name: `${record.run_id}/${one.name}` }));
    const own = { name: `${record.run_id}.json`, bytes: canonicalJson(record) };
    const amended = amendment === '' ? [] : [{ name: `${record.run_id}.amendment.json`, bytes: amendment }];
    const zip = makeZip([own, ...curves, ...amended, ...inFolder]);
    return this.upload(trigger, record.run_id, zip);
  }

  /** Uploads anything as the evidence of a run. */
  upload(trigger: Trigger, runId: string, zip: Uint8Array, more: Partial<Artifact> = {}): Artifact {
    const artifact = this.state.addArtifact({
      repository: this.world.repository,
      runId: trigger.runId,
      name: `${EVIDENCE_PREFIX}${runId}`,
      sizeBytes: zip.length,
      digest: `sha256:${createHash('sha256').update(zip).digest('hex')}`,
      ...more,
    });
    this.state.zips.set(artifact.id, zip);
    return artifact;
  }

  publish(trigger: Trigger, permissions: Permissions = READ_WRITE): Promise<Published> {
    const { world, log } = this;
    const token = world.tokens.make(permissions);
    const client = createGitHub({
      token,
      apiUrl: world.github.url,
      userAgent: 'lineage-gate/1.2.3',
      log,
      secondMs: 1,
    });
    this.#made += 1;
    const folder = join(world.root, `publish-${this.#made}`);
    const [owner = '', repo = ''] = world.repository.split('/');
    return publish(trigger.runId, {
      ledger: remoteLedger({
        url: world.git.url(world.repository),
        folder: join(folder, 'ledger'),
        token,
        log,
      }),
      log,
      redactor: createRedactor([{ name: 'MY_TOKEN', value: SECRET }]),
      repository: { owner, repo },
      serverUrl: 'https://github.com',
      temp: folder,
      download: { sleep: async () => {} },
      github: async () => client,
      now: Date.now,
      newId: nextId,
    });
  }

  /** What each refused piece of evidence is refused for. */
  static problems({ refused }: Published): string[] {
    return refused.flatMap(({ faults }) => faults.map(({ code, what }) => `${code}: ${what}`));
  }

  async close(): Promise<void> {
    expect(this.world.github.violations).toEqual([]);
    await this.world.close();
  }
}
