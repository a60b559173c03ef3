import path from 'node:path';
import type { Session } from '../session.js';

/** Where what the clients send lies until it is recorded. */
export function trackingFolder(session: Pick<Session, 'lineage_dir'>): string {
  return path.join(path.dirname(session.lineage_dir), 'mlflow');
}
