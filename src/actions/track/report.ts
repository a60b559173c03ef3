import * as core from '@actions/core';
import type { FinishedRun } from '../../commands/track/finish.js';
import { howItEnded, troublesOf, troubleTitle } from '../../commands/track/troubles.js';
import { missingTags } from '../../core/policy/evaluate.js';
import { code, link } from '../../report/markdown.js';
import { runSummary } from '../../report/run/summary.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary, reportError } from '../report-error.js';

/** Outputs and job summary of a run that has ended. */
export async function reportRun(host: Host, finished: FinishedRun): Promise<void> {
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
  await addSummary(
    runSummary({
      record,
      findings,
      recordPath: written?.path ?? null,
      recordUrl,
      notRecorded: whyNot(finished),
    }),
  );
  if (recordUrl !== null) host.log.info(`Record: ${recordUrl}`);
}

/** Markdown of ours. */
function whyNot({ notRecorded, failure, kept, evidence }: FinishedRun): string | null {
  if (failure !== null && evidence === null)
    return `the ledger did not take it; its files are in ${code(kept ?? '')} on the runner`;
  if (evidence === null) return notRecorded;
  const artifact = link(code(evidence.name ?? ''), evidence.url);
  return `${notRecorded ?? 'the ledger did not take it'}. It is handed over as ${artifact}, which a job with \`publish\` records`;
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
