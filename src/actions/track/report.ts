import * as core from '@actions/core';
import type { FinishedRun } from '../../commands/track/finish.js';
import { howItEnded, troublesOf, troubleTitle } from '../../commands/track/troubles.js';
import { missingTags } from '../../core/policy/evaluate.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary, reportError } from '../report-error.js';
import { summaryOf } from './summary.js';

/** Outputs and job summary of a run that has ended. */
export async function reportRun(host: Host, finished: FinishedRun): Promise<void> {
  setRunOutputs(host, finished);
  await addSummary(await summaryOf(host, finished));
}

/** Outputs of a run that has ended. */
export function setRunOutputs(host: Host, finished: FinishedRun): void {
  const { record, findings, written, artifactUpload } = finished;
  const recordUrl = written === null ? null : ledgerUrl(host, written.path, written.commit);
  const metrics = Object.fromEntries(
    Object.entries(record.outputs.metrics).map(([key, { value }]) => [key, value]),
  );
  const [model, ...more] = record.outputs.models;
  const outputs = {
    'run-id': record.run_id,
    status: record.status,
    metrics: JSON.stringify(metrics),
    tags: JSON.stringify(record.tags),
    'record-path': written?.path ?? '',
    'record-url': recordUrl ?? '',
    'ledger-commit': written?.commit ?? '',
    'artifact-id': artifactUpload?.id ?? '',
    'artifact-url': artifactUpload?.url ?? '',
    'model-digest': more.length === 0 ? (model?.manifest.digest ?? '') : '',
    'missing-tags': JSON.stringify(missingTags(findings)),
  };
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  if (recordUrl !== null) host.log.info(`Record: ${recordUrl}`);
}

/** Says what keeps a run that ended well from being whole or recorded. @returns the exit code of the step */
export async function reportTroubles(host: Host, finished: FinishedRun | undefined): Promise<number> {
  const troubles = finished && troublesOf(finished);
  if (finished === undefined || troubles == null) return 0;
  await reportError(troubles, {
    redactor: host.redactor,
    title: troubleTitle(finished),
    note: howItEnded(finished),
  });
  return 1;
}
