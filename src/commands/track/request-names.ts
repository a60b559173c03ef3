import { parseLines, splitKeyValue } from '../../core/key-values.js';
import type { RequestName } from '../../core/redact/secret-names.js';
import type { TrackRequest } from './session.js';

/** Inputs whose lines are names as a whole: paths, patterns, datasets with name, version and path. */
const LINES = ['datasets', 'artifacts', 'pictures', 'model', 'base_models'] as const;
/** Inputs whose lines are `key=value`, or a file. Only the value may hold a secret: it is replaced. */
const PAIRS = ['tags', 'params', 'metrics'] as const;

/** All that a request gives a name to, as far as it can be known before the command has run. */
export function namesOf(request: TrackRequest): RequestName[] {
  const { experiment, run_name, model_name } = request;
  const whole = LINES.flatMap((input) =>
    parseLines(request[input]).map(({ text, line }) => ({ where: `${input}, line ${line}`, name: text })),
  );
  const keys = PAIRS.flatMap((input) =>
    parseLines(request[input]).map(({ text, line }) => ({
      where: `${input}, line ${line}`,
      name: splitKeyValue(text)?.[0] ?? text,
    })),
  );
  return [
    { where: 'input experiment', name: experiment },
    ...(run_name === null ? [] : [{ where: 'input run-name', name: run_name }]),
    // By default it is the experiment, which is told once.
    ...(model_name === experiment ? [] : [{ where: 'input model-name', name: model_name }]),
    ...whole,
    ...keys,
  ];
}
