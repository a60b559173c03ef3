import * as core from '@actions/core';
import { describeFault, type Fault, sentence, UserError } from '../core/errors.js';
import { printable, printableLines } from '../core/printable.js';
import type { Redactor } from '../core/redact/redactor.js';
import { code, escapeText, prose } from '../report/markdown.js';

/** The runner shows ten error annotations a step; the rest is in the log and the summary. */
const MAX_ANNOTATIONS = 10;
/** GitHub drops a summary above 1 MiB; no input has so many faults that a person would read on. */
const MAX_SUMMARY_LINES = 50;

/**
 * Says what went wrong, once: an annotation per fault, all of them in the job summary. Anything but a UserError is our
 * own defect and shown as one.
 * @param context `note`: a sentence of ours that puts the error in its place; `title`: what did not happen
 */
export async function reportError(
  error: unknown,
  context: { redactor: Redactor; title: string; note?: string },
): Promise<void> {
  const { redactor, title, note } = context;
  if (note !== undefined) core.info(note);
  if (!(error instanceof UserError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    core.error(
      printableLines(
        redactor.text(`This is a defect of Lineage Gate. Please report it with the lines below.\n${text}`),
      ),
    );
    return;
  }
  error.faults.forEach((fault, index) => {
    const text = redactor.text(describeFault(fault));
    // What a record says may stand in it; our own line breaks stay.
    if (index < MAX_ANNOTATIONS) core.error(printableLines(text), annotationPlace(fault));
    else core.info(printable(text));
  });
  core.debug(printableLines(redactor.text(error.stack ?? '')));
  const lines = error.faults
    .slice(0, MAX_SUMMARY_LINES)
    .map(
      (fault) =>
        `- ${code(fault.code)} ${prose(redactor.text(fault.what))}${
          fault.where === undefined ? '' : ` (${escapeText(redactor.text(fault.where))})`
        }. ${prose(redactor.text(sentence(fault.mend)))}`,
    );
  const left = error.faults.length - lines.length;
  if (left > 0) lines.push(`- … and ${left} more, in the log`);
  const head = [`## ⛔ ${title}`, '', ...(note === undefined ? [] : [note, ''])];
  await addSummary([...head, ...lines, ''].join('\n'));
}

/** A fault in a file is shown at its line. */
function annotationPlace({ where, code }: Fault): core.AnnotationProperties {
  const match = /^([^\s:]+\.(?:ya?ml|json|toml|csv)):(\d+)$/.exec(where ?? '');
  return match === null ? { title: code } : { title: code, file: match[1], startLine: Number(match[2]) };
}

/** Appends to the job summary. A runner without summaries must not fail the job. */
export async function addSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write();
  } catch (error) {
    core.warning(`The job summary could not be written: ${printable((error as Error).message)}`);
  }
}
