/* Ledgers of registered models, made by the product's own functions and put into a bare repository by git itself. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { openMaker } from './lib-ledger.mjs';
import { sourceModule } from './source.mjs';

const MINUTE = 60_000;
const digest = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const POLICY = { digest: `sha256:${'0'.repeat(64)}`, verdict: 'pass', findings: [] };

/**
 * @param source of `compileSource`
 * @param options.firstTime of the first event; each one comes a minute after the one before it
 * @param options.siteUrl where the pages of the artifacts are, in the place of GitHub's own site
 */
export async function openRegistryMaker(source, { firstTime, siteUrl }) {
  const maker = await openMaker(source);
  const { registerVersion } = await sourceModule(source, 'core/registry/registration');
  const { promote } = await sourceModule(source, 'core/registry/promotion');
  const encoded = (record) => Buffer.from(maker.canonicalJson(record));
  const here = (place) => ({ ...place, url: place.url.replace('https://github.com', siteUrl) });
  let made = 0;
  const factsOf = () => {
    made += 1;
    const time = firstTime + made * MINUTE;
    const id = maker.idOf(made, time);
    return { at: new Date(time).toISOString(), actor: 'octocat', ci_run_url: null, newId: () => id };
  };
  const eventFiles = (model, events) =>
    events.map((event) => ({ path: maker.layout.eventPath(model, event.event_id), bytes: encoded(event) }));
  return {
    bootstrap: () => [...maker.bootstrap()],
    /** The next version of a model, of a run of its own. @returns the model's state and the files of one commit */
    register(model, state, index) {
      const { record, path, bytes } = maker.run(index, firstTime);
      const [made] = record.outputs.models;
      const [artifact] = record.outputs.artifacts;
      const candidate = {
        ...{ model, run_id: record.run_id, run_path: made.path, manifest: made.manifest },
        ...{
          stored: artifact.stored.map(here),
          tags: record.tags,
          description: null,
          card: null,
          policy: POLICY,
        },
        ...{ registered_at: new Date(firstTime).toISOString(), registered_by: 'octocat' },
      };
      const { version, events } = registerVersion(candidate, state, { aliases: [], facts: factsOf() });
      const files = [
        { path, bytes },
        { path: maker.layout.versionPath(model, version.version), bytes: encoded(version) },
        ...eventFiles(model, events),
      ];
      return {
        files,
        state: { versions: [...state.versions, version], events: [...state.events, ...events] },
      };
    },
    /** A move to Production after another event, with what it is told of the state. */
    moveEvent({ version: { model, version, manifest }, from_stage, archived, after }) {
      const { newId, ...facts } = factsOf();
      const event = {
        ...{
          schema: 'lineage-gate/model-event/v1',
          event_id: newId(),
          type: 'stage-changed',
          model,
          version,
        },
        ...{ from_stage, to_stage: 'Production', archived, reason: 'bench', policy: POLICY },
        ...{ ...facts, manifest_digest: manifest.digest, previous: digest(encoded(after)) },
      };
      return { event, files: eventFiles(model, [event]) };
    },
    /** A move of a version to a stage, which archives what was there. */
    promote(model, state, { version, to }) {
      const about = { version: state.versions[version - 1], to, archive_existing: true, reason: 'bench' };
      const event = promote({ ...about, policy: POLICY }, state, factsOf());
      return { files: eventFiles(model, [event]), state: { ...state, events: [...state.events, event] } };
    },
  };
}

/**
 * The files of a model with so many events, a commit each: its versions take each other's place in Production again and again. What
 * each event says is counted along here; to fold all that was before, for each one, would take minutes.
 * @param maker of {@link openRegistryMaker}
 */
export function* longHistory(maker, { model, events, versions }) {
  const runs = goodRuns();
  let state = { versions: [], events: [] };
  for (let version = 1; version <= versions; version += 1) {
    const done = maker.register(model, state, runs.next().value);
    state = done.state;
    yield done.files;
  }
  let last = state.events.at(-1);
  const moved = new Set();
  for (let count = versions; count < events; count += 1) {
    const version = state.versions[count % versions];
    const archived = last.to_stage === undefined ? [] : [last.version];
    const from_stage = moved.has(version.version) ? 'Archived' : 'None';
    const { files, event } = maker.moveEvent({ version, from_stage, archived, after: last });
    moved.add(version.version);
    last = event;
    yield files;
  }
}

/** Indexes of runs that have ended well, as many as are asked for. */
export function* goodRuns() {
  for (let index = 1; ; index += 1) if (index % 23 !== 0) yield index;
}

/** Puts commits, each a list of files, onto a branch that is not there yet. */
export async function importCommits(bare, branch, commits) {
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: bare, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  const write = async (text) => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  let time = 1_790_000_000;
  for (const files of commits) {
    const head = `commit refs/heads/${branch}\ncommitter bench <bench@localhost> ${time++} +0000\ndata 6\nledger\n`;
    await write(head);
    for (const { path, bytes } of files) {
      await write(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
      await write(bytes);
      await write('\n');
    }
  }
  child.stdin.end('done\n');
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** The event ids of a model's records, by git alone. */
export function eventsIn(listing, model) {
  const folder = `models/${model}/events/`;
  return listing
    .split('\n')
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length, -'.json'.length));
}
