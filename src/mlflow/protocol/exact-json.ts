import { WholeFloat } from './python-text.js';

/** Where a client's text begins like this, a message shows it as a number: no more. */
const MARK = '\u0000float:';
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON so that a float which is whole is told from an integer, for messages: it costs more. @throws SyntaxError */
export function parseExact(text: string): unknown {
  const marked = text.replace(TEXT_OR_NUMBER, (token) =>
    isWholeFloat(token) ? JSON.stringify(MARK + token) : token,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK)
      ? new WholeFloat(Number(value.slice(MARK.length)))
      : value,
  );
}

function isWholeFloat(token: string): boolean {
  return /^[-\d].*[.eE]/.test(token) && Number.isInteger(Number(token));
}
