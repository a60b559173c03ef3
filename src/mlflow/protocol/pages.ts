import { invalid } from './errors.js';

/** Where the page begins that a token stands for. @throws ProtocolError for one that we have not made */
export function pageStart(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const start = /^\{"offset": ?(\d{1,15})\}$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (start === undefined)
    throw invalid(
      `Invalid page token, could not base64-decode: ${token.slice(0, 100)}. Give the one of the answer before.`,
    );
  return Number(start);
}

export function pageToken(start: number): string {
  return Buffer.from(JSON.stringify({ offset: start })).toString('base64');
}
