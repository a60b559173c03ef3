import { paragraphs } from '../detail.js';
import { code, escapeText, prose } from '../markdown.js';
import { count, formatBytes } from '../units.js';

export interface FetchView {
  uri: string;
  /** The folder, as the user named it. */
  path: string;
  model: string | null;
  version: number | null;
  run_id: string;
  digest: string;
  files: number;
  size_bytes: number;
  /** False when the folder had the files before. */
  isNew: boolean;
  /** Ids of the open recalls that it comes from. */
  recalled?: readonly string[];
}

/** The job summary of a fetch. */
export function fetchSummary(view: FetchView): string {
  const { uri, path, model, version, run_id, digest, files, size_bytes, isNew, recalled = [] } = view;
  const what = model === null ? code(uri) : `${escapeText(model)} version ${version}`;
  const size = `${count(files, 'file')} \\(${formatBytes(size_bytes)}\\)`;
  const had = isNew
    ? 'Every file has the digest of its record.'
    : 'The folder had them already; nothing was downloaded.';
  const parts = [
    `## ✅ Fetched ${what}`,
    `${size} of run ${code(run_id)} in ${code(path)}, asked for as ${code(uri)}. ${prose(had)}`,
    `Digest ${code(digest)}.`,
    ...(recalled.length === 0
      ? []
      : [`⚠️ It comes from what is **recalled**: ${recalled.map((id) => code(id)).join(', ')}.`]),
  ];
  return `${paragraphs(parts)}\n`;
}
