import type { ModelVersion, RunRecord } from '../../src/core/generated/types.js';
import { DAY, idAt, modelVersion, runRecord } from '../ledger/fixtures.js';

export const RUN_ID = idAt(DAY);
export const DIGEST = `sha256:${'5cd10f5dc200'.padEnd(64, '0')}`;
export const RECORD_PATH = `runs/2026/11/21/${RUN_ID}.json`;
export const RECORD_URL = `https://github.com/octo/models/blob/lineage/${RECORD_PATH}`;
export const COMMIT = '52f1560525712ba91e8deaa330fc8559102042f0';

const STORED = {
  type: 'github-artifact',
  name: 'model-clf',
  id: '7',
  url: 'https://github.com/octo/models/actions/runs/3/artifacts/7',
  digest: DIGEST,
  size_bytes: 70_021,
  expires_at: '2027-02-19T09:30:05Z',
};

/** A finished run with something in every part. */
export function fullRun(): RunRecord {
  const base = runRecord(RUN_ID, { duration_s: 2.04 });
  const manifest = { ...modelVersion('clf', 1).manifest, digest: DIGEST, size_bytes: 415_000 };
  return {
    ...base,
    command: { run: 'python train.py', shell: 'bash', exit_code: 0, stderr_tail: [] },
    inputs: {
      ...base.inputs,
      datasets: [
        {
          name: 'orders',
          version: 'v2.1',
          digest: DIGEST,
          path: 'data/orders.csv',
          size_bytes: 15_241,
          source: 'path',
        },
        { name: 'users', version: 'v3.0', digest: null, path: null, size_bytes: null, source: null },
      ],
      code: {
        repository: 'octo/models',
        commit: COMMIT,
        ref: 'refs/heads/main',
        merge_commit: null,
        base_commit: null,
        dirty: true,
        diff_digest: DIGEST,
        untracked_files: 1,
      },
      params: { lr: 0.1, 'model.depth': 6, note: null },
    },
    outputs: {
      ...base.outputs,
      metrics: {
        val_auc: { value: 0.9767441860465116, step: null, at: null },
        loss: { value: 'NaN', step: 12, at: null },
      },
      artifacts: [
        { path: 'model', size_bytes: 415_000, digest: DIGEST, kind: 'model', stored: [STORED] },
        {
          path: 'confusion.png',
          size_bytes: 20_900,
          digest: DIGEST,
          kind: 'picture',
          stored: [{ type: 'local' }],
        },
      ],
      models: [{ path: 'model', manifest }],
      system: { ...base.outputs.system, peak_memory_bytes: 177_000_000 },
    },
    environment: {
      ...base.environment,
      os: 'Debian GNU/Linux 12 (bookworm)',
      cpu: { model: 'EPYC', cores: 2 },
      memory_bytes: 25_300_000_000,
      gpus: [{ name: 'H200', memory_bytes: null, driver: null }],
      python: { version: '3.12.1', implementation: 'CPython', packages: { numpy: '2.0', pip: '25' } },
      lockfiles: [{ path: 'requirements.txt', digest: DIGEST }],
    },
    tags: {
      owner: 'birds',
      triggered_by: 'ci/github-actions',
      git_commit: COMMIT,
      dataset_version: 'orders_v2.1',
    },
  };
}

export function fullVersion(): ModelVersion {
  const version = modelVersion('clf_orders', 3);
  return { ...version, tags: { dataset_version: 'orders_v2.1', git_commit: COMMIT } };
}

/** Text that tries everything a page of GitHub could be made to do. */
export const HOSTILE = [
  '</details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '](https://evil.test) [click](https://evil.test) ![x](https://evil.test/x.png) <https://evil.test>',
  'https://evil.test www.evil.test @octocat/team #12 GH-34 octo/models#5 $`x`$ $$y$$ :tada:',
  '`` ` | a\\| b \\` **bold** __init__ ~~no~~ <!-- marker --> &lt;b&gt; \u202egnp.exe \u2066x \u0007\u001b[31m',
  '\n## heading\n\n> [!CAUTION]\n> - list\n\n```\n| a | b |\n|---|---|\n',
].join(' ');

/** The same data with the hostile text at the end of every text, keys included. */
export function poisoned<T>(value: T): T {
  return poison(value) as T;
}

function poison(value: unknown): unknown {
  if (typeof value === 'string') return `${value} ${HOSTILE}`;
  if (Array.isArray(value)) return value.map(poison);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poison(item)]));
}

/**
 * What is left of Markdown that could do something: all but code, escaped characters, entities, and the few things that
 * our own texts are made of. Read as GitHub reads it, line by line.
 */
export function activeParts(markdown: string): string[] {
  const withoutBlocks = markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
  return withoutBlocks.split('\n').flatMap((line) => {
    const own = line
      .replace(/^(?:## |> \[!WARNING\]$|> - |> |- )/, '')
      .replace(/^<details><summary>(.*)<\/summary>$/, '$1')
      .replace(/^<\/details>$/, '')
      .replace(/^\|(?:---\|)+$/, '')
      .replace(/^\| (.*) \|$/, '$1');
    const rest = own
      // In a table `\|` is a bar within the cell, in code too.
      .replaceAll('\\|', '')
      .replace(/\\[\\`*_{}[\]()#+!<>~$-]/g, '')
      .replace(/`[^`]*`/g, 'CODE')
      .replace(/&(?:amp|#124);/g, '')
      .replace(/\[(?:CODE|[\w-]+)\]\(https:\/\/github\.com\/[\w./-]+\)/g, '')
      .replace(/\*\*(?:NaN|-?[\d.e+-]+|Not recorded:)\*\*/g, '');
    return rest.match(/[<>`*[\]\\&$~]|:\/\/|@\w|#\w|www\.|GH-\d|\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu) ?? [];
  });
}
