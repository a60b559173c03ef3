/** A project as people have it: its files, the one command that tracks it, and what the record must say. */
export interface Skeleton {
  name: string;
  /** Committed before. `train.sh` writes what the tool of that name writes. */
  files: Record<string, string>;
  args: readonly string[];
  metrics: Record<string, number | string>;
  params?: Record<string, unknown>;
  /** Keys that have a curve. */
  curves?: readonly string[];
  /** Paths of the model's files. */
  model?: readonly string[];
  format?: string;
  /** What has to be in a note, for what is no number or was kept as text. */
  notes?: RegExp;
}

/** Writes files as a shell script does; `'` must not be in them. */
function writes(files: Record<string, string>): string {
  return Object.entries(files)
    .map(([name, text]) => {
      const folder = name.includes('/') ? `mkdir -p '${name.slice(0, name.lastIndexOf('/'))}'\n` : '';
      return `${folder}cat > '${name}' <<'END'\n${text}\nEND\n`;
    })
    .join('');
}

const RUN = ['--', 'sh', 'train.sh'];

export const SKELETONS: readonly Skeleton[] = [
  {
    name: 'Lightning',
    files: {
      'train.sh': writes({
        'lightning_logs/version_0/metrics.csv':
          'epoch,step,train_loss,val_acc\n0,49,0.71,\n0,49,,0.81\n1,99,0.52,\n1,99,,0.88',
        'lightning_logs/version_0/hparams.yaml':
          'lr: 0.001\nbetas: !!python/tuple\n- 0.9\n- 0.999\noptimizer: adam',
        'lightning_logs/version_0/checkpoints/last.ckpt': 'weights',
      }),
    },
    args: [
      ...[
        '--metric',
        'lightning_logs/version_0/metrics.csv',
        '--param',
        'lightning_logs/version_0/hparams.yaml',
      ],
      ...['--model', 'lightning_logs/version_0/checkpoints/last.ckpt', ...RUN],
    ],
    metrics: { train_loss: 0.52, val_acc: 0.88 },
    params: { lr: 0.001, betas: '[0.9,0.999]', optimizer: 'adam' },
    curves: ['train_loss', 'val_acc'],
    model: ['last.ckpt'],
  },
  {
    name: 'Hugging Face Trainer',
    files: {
      'train.sh': writes({
        'out/trainer_state.json': JSON.stringify({
          best_metric: null,
          epoch: 1.0,
          global_step: 20,
          log_history: [
            { epoch: 0.5, loss: 0.7, learning_rate: 2e-5, step: 10 },
            { epoch: 1.0, loss: 0.5, learning_rate: 1e-5, step: 20 },
            { epoch: 1.0, eval_loss: 0.6, eval_accuracy: 0.9, step: 20 },
          ],
        }),
        'out/config.json':
          '{"hidden_size": 768, "id2label": {"0": "NEG", "1": "POS"}, "architectures": ["Bert"]}',
        'out/model.safetensors': 'weights',
        'out/tokenizer.json': '{}',
      }),
    },
    args: ['--metric', 'out/trainer_state.json', '--param', 'out/config.json', '--model', 'out', ...RUN],
    metrics: { loss: 0.5, eval_loss: 0.6, eval_accuracy: 0.9 },
    params: { hidden_size: 768, 'id2label.0': 'NEG' },
    curves: ['loss', 'eval_loss'],
    model: ['config.json', 'model.safetensors', 'tokenizer.json', 'trainer_state.json'],
  },
  {
    name: 'Keras CSVLogger',
    files: {
      'train.sh': writes({
        'training.log': 'epoch,accuracy,loss,val_accuracy,val_loss\n0,0.61,0.9,0.7,0.8\n1,0.72,0.6,0.75,0.7',
        'model.keras': 'weights',
      }),
    },
    args: ['--metric', 'training.log', '--model', 'model.keras', ...RUN],
    metrics: { accuracy: 0.72, loss: 0.6, val_accuracy: 0.75, val_loss: 0.7 },
    curves: ['val_loss'],
    model: ['model.keras'],
  },
  {
    name: 'Ultralytics',
    files: {
      'train.sh': writes({
        'runs/train/results.csv':
          '                  epoch,         train/box_loss,       metrics/mAP50(B)\n                      1,                 1.2034,                0.41\n                      2,                 1.1012,                0.52',
        'runs/train/args.yaml': 'task: detect\nepochs: 2\nimgsz: 640\nhalf: no\nlr0: 1e-2',
        'runs/train/weights/best.pt': 'weights',
      }),
    },
    args: [
      ...['--metric', 'runs/train/results.csv', '--param', 'runs/train/args.yaml'],
      ...['--model', 'runs/train/weights/best.pt', ...RUN],
    ],
    metrics: { 'train/box_loss': 1.1012, 'metrics/mAP50(B)': 0.52 },
    params: { task: 'detect', epochs: 2, half: 'no', lr0: 0.01 },
    curves: ['metrics/mAP50(B)'],
    model: ['best.pt'],
    notes: /half/,
  },
  {
    name: 'XGBoost',
    files: {
      'params.json': '{"max_depth": 6, "eta": 0.3, "seed": 7, "tree_method": "hist"}',
      'train.sh': writes({
        'evals_result.json': '{"train": {"auc": [0.91, 0.95]}, "eval": {"auc": [0.88, 0.9]}}',
        'model.json': '{"learner": {}}',
      }),
    },
    args: ['--metric', 'evals_result.json', '--param', 'params.json', '--model', 'model.json', ...RUN],
    metrics: { 'train.auc': 0.95, 'eval.auc': 0.9 },
    params: { max_depth: 6, eta: 0.3, seed: 7, tree_method: 'hist' },
    curves: ['eval.auc'],
    model: ['model.json'],
  },
  {
    name: 'Stable-Baselines3',
    files: {
      'train.sh': writes({
        'logs/progress.csv':
          'rollout/ep_rew_mean,time/fps,time/total_timesteps,train/loss\n21.3,870,2048,\n64.1,850,4096,12.5',
        'ppo.zip': 'PK',
      }),
    },
    args: ['--metric', 'logs/progress.csv', '--model', 'ppo.zip', ...RUN],
    metrics: { 'rollout/ep_rew_mean': 64.1, 'train/loss': 12.5 },
    curves: ['rollout/ep_rew_mean'],
    model: ['ppo.zip'],
  },
  {
    name: 'R, with broom and a saved model',
    files: {
      'train.sh': writes({
        'metrics.csv': '"","metric","value"\n"1","rmse",3.21\n"2","rsq",0.87',
        'model.rds': 'weights',
      }),
    },
    args: ['--metric', 'metrics.csv', '--model', 'model.rds', '--param', 'ntree=500', ...RUN],
    metrics: { rmse: 3.21, rsq: 0.87 },
    params: { ntree: 500 },
    model: ['model.rds'],
  },
  {
    name: 'Julia or shell, by LINEAGE_DIR',
    files: {
      'train.sh':
        'echo \'{"alpha": 0.5, "seed": 3}\' > "$LINEAGE_DIR/params/p.json"\necho \'{"rmse": 1.5}\' > "$LINEAGE_DIR/metrics/m.json"\necho weights > "$LINEAGE_DIR/models/reg.jld2"\necho \'{"owner": "pricing"}\' > "$LINEAGE_DIR/tags.json"\n',
    },
    args: RUN,
    metrics: { rmse: 1.5 },
    params: { alpha: 0.5, seed: 3 },
    model: ['reg.jld2'],
  },
  {
    name: 'Hydra sweep',
    files: {
      'conf/config.yaml': 'lr: 0.1\nmodel:\n  layers: 2\n',
      'train.sh': [
        'for lr in 0.1 0.2; do',
        '  d=multirun/lr=$lr; mkdir -p "$d/.hydra"',
        '  printf "lr: %s\\nmodel:\\n  layers: 2\\n" $lr > "$d/.hydra/config.yaml"',
        '  printf "{\\"val_acc\\": 0.9%s}" "$(echo $lr | cut -c3-)" > "$d/metrics.json"',
        'done',
        '',
      ].join('\n'),
    },
    args: ['--metric', 'multirun/*/metrics.json', '--param', 'multirun/*/.hydra/config.yaml', ...RUN],
    metrics: { 'lr=0.1/val_acc': 0.91, 'lr=0.2/val_acc': 0.92 },
    params: { 'lr=0.1/lr': 0.1, 'lr=0.2/lr': 0.2, 'model.layers': 2 },
  },
  {
    name: 'a notebook by papermill',
    files: {
      'train.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
      'params.yaml': 'alpha: 0.6\nratio: 1_000\nstart: 2026-01-31\n',
      'train.sh': writes({
        'out.ipynb':
          '{"cells": [], "metadata": {"papermill": {"duration": 1.5}}, "nbformat": 4, "nbformat_minor": 5}',
        'scores.json': '{"r2": 0.61, "notebook": "out.ipynb", "finished": true}',
      }),
    },
    args: ['--metric', 'scores.json', '--param', 'params.yaml', '--artifact', 'out.ipynb', ...RUN],
    metrics: { r2: 0.61 },
    params: { alpha: 0.6, ratio: '1_000', start: '2026-01-31' },
    notes: /notebook.*finished|finished.*notebook/,
  },
  {
    name: 'a C++ binary that logs lines of JSON',
    files: {
      'config.toml': 'threads = 4\n[solver]\neps = 1e-6\n',
      'train.sh': writes({
        'log.json':
          '{"iteration": 100, "objective": 4.2}\n{"iteration": 200, "objective": 3.1, "host": "node7"}',
        'model.bin': 'weights',
      }),
    },
    args: ['--metric', 'log.json', '--param', 'config.toml', '--model', 'model.bin', ...RUN],
    metrics: { objective: 3.1 },
    params: { threads: 4, 'solver.eps': 0.000001 },
    curves: ['objective'],
    model: ['model.bin'],
    notes: /host/,
  },
];
