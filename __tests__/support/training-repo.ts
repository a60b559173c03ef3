import type { Files } from './bare-repo.js';

/** A small repository that trains: `sh train.sh` needs no Python and takes milliseconds. */
export const TRAINING_REPO: Files = {
  'README.md': '# Models\n',
  'params.yaml': 'learning_rate: 0.1\nepochs: 3\nseed: 7\n',
  'data/orders.csv': 'id,label\n1,0\n2,1\n3,1\n',
  'train.sh': [
    'set -e',
    'mkdir -p out/model',
    'wc -l < data/orders.csv > out/model/weights.txt',
    `printf '{"val_auc": 0.93, "loss": 0.21}\\n' > out/metrics.json`,
    'echo "trained on $(cat out/model/weights.txt) lines"',
    '',
  ].join('\n'),
  '.gitignore': 'out/\n',
  '.github/workflows/train.yml': 'name: train\non: [push, pull_request]\njobs: {}\n',
};
