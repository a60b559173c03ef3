import path from 'node:path';
import * as core from '@actions/core';
import { fetchModel } from '../../commands/fetch/fetch.js';
import { githubSource } from '../../commands/fetch/github-source.js';
import { noteBrought } from '../../commands/fetch/note-brought.js';
import { Faults } from '../../core/errors.js';
import { parseModelUri } from '../../core/fetch/uri.js';
import { fetchSummary } from '../../report/fetch/summary.js';
import { askOf, askRecallsOf } from '../ask-events.js';
import { type Host, openHost, proxiedFetch } from '../host.js';
import { flag, readInputs } from '../inputs.js';
import { defaultBranchPolicy } from '../policy.js';
import { addSummary } from '../report-error.js';

/** The `fetch` action. @returns the exit code of the step */
export async function fetchAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('fetch', env, faults);
  const uri = inputs['model-uri'];
  await faults.catch(() => parseModelUri(uri));
  const allowArchived = flag({ name: 'allow-archived', value: inputs['allow-archived'] || 'false' }, faults);
  const allowRecalled = flag({ name: 'allow-recalled', value: inputs['allow-recalled'] || 'false' }, faults);
  const verifies = flag({ name: 'verify-events', value: inputs['verify-events'] || 'true' }, faults);
  const host = await faults.catch(() => openHost(env, { ...inputs, 'job-status': '', matrix: '' }));
  faults.throwIfAny();
  if (host === undefined) throw new Error('no host and no fault');
  const shown = inputs.path || 'model';
  const folder = path.resolve(host.workspace, shown);
  const source = githubSource({ serverUrl: host.serverUrl, github: host.github, fetch: proxiedFetch });
  const rules = async () => (await defaultBranchPolicy(host, inputs.policy)).policy;
  const fetched = await fetchModel(
    { uri, path: folder, shown, allowArchived, allowRecalled },
    { ...host, sources: [source], rules, ...(verifies ? asksOf(host, inputs.policy) : {}) },
  );
  await noteBrought(fetched, env);
  core.setOutput('path', folder);
  core.setOutput('version', fetched.version ?? '');
  core.setOutput('run-id', fetched.run_id);
  core.setOutput('digest', fetched.digest);
  await addSummary(host.redactor.text(fetchSummary({ ...fetched, uri, isNew: fetched.from.length > 0 })));
  return 0;
}

function asksOf(host: Host, policy: string) {
  return { ask: askOf(host, policy), askRecall: askRecallsOf(host, policy) };
}
