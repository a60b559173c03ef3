import type { FinishedRun } from '../../commands/track/finish.js';
import { runFolder } from '../../ledger/layout.js';
import type { ReportContext } from '../../report/context.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { picturesAt } from '../pictures.js';

/** Curves, pictures and addresses of a run that has ended, for reports. */
export function figuresOf(
  host: Host,
  { record, written, series, pictures }: FinishedRun,
): Pick<ReportContext, 'series' | 'pictures' | 'urls'> {
  const folder = runFolder(record.run_id);
  const paths = pictures.map(({ name }) => `${folder}/${name}`);
  const url = written === null ? null : ledgerUrl(host, written.path, written.commit);
  return {
    urls: {
      server: host.serverUrl,
      repository: host.repository,
      ci_run: host.ci.context.ci_run_url,
      records: new Map(url === null ? [] : [[record.run_id, url]]),
    },
    series: new Map([[record.run_id, series]]),
    pictures: picturesAt(host, new Map([[record.run_id, paths]]), written?.commit ?? null),
  };
}
