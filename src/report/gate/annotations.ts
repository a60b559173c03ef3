import type { Finding } from '../../core/generated/types.js';
import { printable } from '../../core/printable.js';
import { SEVERITIES } from '../findings.js';
import { shorten } from '../markdown.js';
import { headline } from '../outcome.js';
import { noRunText } from './no-runs.js';
import { type GateView, outcomesOf } from './view.js';

/** Of one severity; GitHub drops a step's further ones. */
const MAX_SHOWN = 10;
const MAX_MESSAGE = 2000;

/** For the runner's commands: plain text on one line. */
export interface Annotation {
  severity: Finding['severity'];
  title: string;
  message: string;
  /** Path in the repository. */
  file?: string;
  /** From 1. */
  line?: number;
}

/** Errors, then warnings, then notices; where there are more than GitHub shows, the last of a severity says how many. */
export function annotationsOf(view: GateView): Annotation[] {
  const all = outcomesOf(view).flatMap((outcome, index): Annotation[] => {
    if (outcome.state === 'not-applicable') return [];
    if (outcome.state === 'no-runs') return [noRun(view)];
    const findings = view.judgements[index]?.findings ?? [];
    return findings.map((finding) => annotation(finding, outcome.name, view));
  });
  return SEVERITIES.flatMap((severity) =>
    limited(
      all.filter((one) => one.severity === severity),
      severity,
    ),
  );
}

function annotation(
  { severity, message, mend, rule, log_url }: Finding,
  name: string,
  view: GateView,
): Annotation {
  const place = view.places.get(rule);
  return {
    severity,
    title: plain(`${name}: ${rule}`, 120),
    message: plain(`${message}. ${mend}.${log_url === undefined ? '' : ` ${log_url}`}`, MAX_MESSAGE),
    ...(place === undefined
      ? workflow(view)
      : { file: place.file, ...(place.line === null ? {} : { line: place.line }) }),
  };
}

function noRun(view: GateView): Annotation {
  return {
    severity: 'error',
    title: 'No run was recorded',
    message: plain(
      `${headline(outcomesOf(view), view.head_sha, (name) => plain(name, 80))}. ${noRunText(view)}`.trim(),
      MAX_MESSAGE,
    ),
    ...workflow(view),
  };
}

function workflow({ workflow_file }: GateView): Pick<Annotation, 'file'> {
  return workflow_file === null ? {} : { file: workflow_file };
}

function limited(annotations: readonly Annotation[], severity: Annotation['severity']): Annotation[] {
  if (annotations.length <= MAX_SHOWN) return [...annotations];
  const shown = annotations.slice(0, MAX_SHOWN - 1);
  const message = `${annotations.length - shown.length} more ${severity}s are in the job summary.`;
  return [...shown, { severity, title: `More ${severity}s`, message }];
}

function plain(text: string, max: number): string {
  return printable(shorten(text, max));
}
