import type { RunRecord } from '../generated/types.js';
import { derivedId } from '../ids.js';
import { emptyContext, UNKNOWN_ENVIRONMENT } from '../nothing-known.js';
import { TOOL_VERSION } from '../version.js';

/** No run has begun then: ids say when. */
const NO_TIME = 0;
const OF_NO_TIME = /^0{12}/;

/** What it holds may have been put there at any time. */
const AT_LAST = '9999-12-31T23:59:59Z';

/**
 * The record that stands for the run of a version, or a logged model, that is of no run which anybody knows: nothing is known of where it
 * comes from but what its tags say.
 */
export function recordWithoutRun(tags: RunRecord['tags']): RunRecord {
  return {
    schema: 'lineage-gate/run/v1',
    // What is read of a record is kept by its id.
    run_id: derivedId(NO_TIME, JSON.stringify(tags)),
    experiment: '',
    run_name: null,
    parent_run_id: null,
    status: 'FINISHED',
    started_at: AT_LAST,
    ended_at: AT_LAST,
    duration_s: 0,
    command: { run: null, shell: null, exit_code: null, stderr_tail: [] },
    inputs: { datasets: [], code: null, params: {}, seeds: {} },
    outputs: { metrics: {}, artifacts: [], models: [], system: NOTHING_USED },
    environment: UNKNOWN_ENVIRONMENT,
    context: { ...emptyContext(TOOL_VERSION), trust: 'claimed' },
    tags,
  };
}

/** Whether it is the id of such a record, which says nothing to people. */
export function isWithoutRun(run_id: string): boolean {
  return OF_NO_TIME.test(run_id);
}

const NOTHING_USED = { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null };
