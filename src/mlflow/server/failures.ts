import type { ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/errors.js';
import { pythonJson } from '../protocol/python-text.js';
import { sendError } from './answer.js';
import { ClientGone } from './exchange.js';

type Log = (line: string) => void;

/** Answers what went wrong. What is no refusal is a defect, which the log tells. */
export function fail(error: unknown, response: ServerResponse, log: Log): void {
  if (error instanceof ClientGone) {
    response.destroy();
    return;
  }
  const refusal = refusalOf(error, log);
  if (response.headersSent) response.destroy();
  else sendError(response, refusal);
}

/** The error where it may be told; of any other one the log has the trace. */
export function refusalOf(error: unknown, log: Log): ProtocolError {
  if (error instanceof ProtocolError) return error;
  log(`A defect of Lineage Gate: ${traceOf(error)}`);
  return DEFECT;
}

const DEFECT = new ProtocolError(
  'INTERNAL_ERROR',
  'A defect of Lineage Gate: the call could not be answered. What happened is in its log.',
);

/** Longest that is kept of a trace, in units of UTF-16. */
const TRACE = 4000;

/** In one line of ASCII: a message may hold what a client sent. */
function traceOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return pythonJson(text.slice(0, TRACE));
}
