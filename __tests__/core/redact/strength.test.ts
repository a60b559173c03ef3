import { REDACTED } from '../../../src/core/redact/harmless.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { replaceShapes, SHAPE_NAMES } from '../../../src/core/redact/shapes.js';
import { isStrong } from '../../../src/core/redact/strength.js';

/** Letters and digits as a machine makes them. */
const chars = (length: number) => 'k3Jx9Qm2Zt7Lw4Rb8Vn1Pc6Hd5Gf0Ys'.repeat(4).slice(0, length);
const hex = (length: number) => '9f86d081884c7d659a2feaa0c55ad015'.repeat(4).slice(0, length);
const caps = (length: number) => 'Q7XK2M9TZ4LWB8VN1PC6HD5GF0YSJR3A'.repeat(4).slice(0, length);

/** By the name of its shape. Put together here, so that no scanner takes this file for a leak. */
const SHAPED: Readonly<Record<string, string>> = {
  'a GitHub token': `gh${'p_'}${chars(36)}`,
  'a GitLab token': `glpat${'-'}${chars(20)}`,
  'a Bitbucket or Atlassian token': `ATAT${'T3'}${chars(40)}`,
  'an AWS access key': `AKI${'A'}${caps(16)}`,
  'a Google API key': `AIz${'a'}${chars(35)}`,
  'a Google OAuth credential': `GOCSPX${'-'}${chars(28)}`,
  'an Azure client secret': `abC8${'Q~'}${chars(34)}`,
  'an Azure DevOps token': `${chars(76)}AZ${'DO'}ab12`,
  'an Anthropic key': `sk-an${'t-'}api03-${chars(40)}`,
  'an OpenAI key': `sk-pro${'j-'}${chars(48)}`,
  'a Hugging Face token': `hf${'_'}${'abcdefghijKLMNOPQRST'}${'uvwxyzABCDEFGH'}`,
  'an npm token': `npm${'_'}${chars(36)}`,
  'a PyPI token': `pypi${'-'}AgE${chars(60)}`,
  'a RubyGems key': `rubygems${'_'}${hex(48)}`,
  'a NuGet key': `oy2${'a'}${hex(42)}`,
  'a Slack token': `xox${'b-'}123456789012-${chars(24)}`,
  'a Slack webhook': `hooks.slack${'.com'}/services/T00000000/B00000000/${chars(24)}`,
  'a Discord webhook': `discord${'.com'}/api/webhooks/123456789/${chars(60)}`,
  'a Telegram token': `123456789:A${'A'}${chars(33)}`,
  'a Stripe key': `sk_liv${'e_'}${chars(24)}`,
  'a Square token': `sq0at${'p-'}${chars(22)}`,
  'a Shopify token': `shpa${'t_'}${hex(32)}`,
  'a Twilio key': `S${'K'}${hex(32)}`,
  'a SendGrid key': `SG${'.'}${chars(22)}.${chars(43)}`,
  'a Mailchimp key': `${hex(32)}-us${'12'}`,
  'a Databricks token': `dap${'i'}${hex(32)}`,
  'a Weights & Biases key': `wandb_v${'1_'}${chars(40)}`,
  'a Neptune token': `eyJh${'cGlf'}YWRkcmVzcyI6Imh0dHBzOi8vYXBwLm5lcHR1bmUuYWkifQ==`,
  'a Docker token': `dckr_pa${'t_'}${chars(27)}`,
  'a DigitalOcean token': `dop_v${'1_'}${hex(64)}`,
  'a Heroku key': `HRK${'U-'}${chars(60)}`,
  'a HashiCorp token': `hvs${'.'}${chars(24)}`,
  'a Doppler token': `dp.p${'t.'}${chars(43)}`,
  'a Grafana token': `glsa${'_'}${chars(32)}_${hex(8)}`,
  'a Sentry token': `sntry${'s_'}${chars(60)}`,
  'a New Relic key': `NRA${'K-'}${caps(27)}`,
  'a Postman key': `PMA${'K-'}${hex(24)}-${hex(34)}`,
  'a Linear key': `lin_ap${'i_'}${chars(40)}`,
  'a Notion token': `nt${'n_'}${chars(46)}`,
  'a Figma token': `fig${'d_'}${chars(40)}`,
  'an Airtable token': `pa${'t'}${chars(14)}.${hex(64)}`,
  'a Supabase key': `sb${'p_'}${hex(40)}`,
  'a PlanetScale token': `pscale_tk${'n_'}${chars(43)}`,
  'a Netlify token': `nf${'p_'}${chars(36)}`,
  'a Fly.io token': `fm${'2_'}${chars(80)}`,
  'a Tailscale key': `tskey${'-auth-'}${chars(17)}-${chars(32)}`,
  'a SonarQube token': `sq${'u_'}${hex(40)}`,
  'a Buildkite token': `bku${'a_'}${hex(40)}`,
  'a CircleCI token': `CCIPA${'T_'}${chars(22)}_${hex(40)}`,
  'a 1Password token': `ops_ey${'J'}${chars(80)}`,
  'an age key': `AGE-SECRET-${'KEY-1'}${caps(58)}`,
  'a Groq key': `gs${'k_'}${chars(52)}`,
  'a Replicate token': `r${'8_'}${chars(37)}`,
  'a Pinecone key': `pcs${'k_'}${chars(60)}`,
  'a LangSmith key': `lsv2_p${'t_'}${hex(32)}_${hex(10)}`,
  'a Perplexity key': `ppl${'x-'}${chars(48)}`,
  'an xAI key': `xa${'i-'}${chars(80)}`,
  'an NVIDIA key': `nvap${'i-'}${chars(64)}`,
  'a Tavily key': `tvl${'y-'}${chars(32)}`,
  'a Kaggle token': `KGA${'T_'}${hex(32)}`,
  'a RunPod key': `rp${'a_'}${caps(40)}`,
  'a Prefect key': `pn${'u_'}${chars(36)}`,
  'a JSON Web Token': `ey${'J'}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl`,
  'a private key': `-----BEGIN RSA PRIVATE${' KEY'}-----\n${chars(64)}\n-----END RSA PRIVATE KEY-----`,
};

/** Credentials of no shape of their own: passwords of people and of generators, keys of services. */
const SHAPELESS: readonly string[] = [
  ...[
    'Tr0ub4dor&3',
    'P@ssw0rd123',
    'xK9mP2qL',
    'S3cr3tPass',
    'hunter2hunter2',
    'Aa1!Bb2@Cc3#',
    'Summer2024Winter',
    'qW3rTy7u',
    'MyPassw0rd',
  ],
  ...[
    '7f3K-92mQ-x81L-p04Z',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '/K7MDENGbPxRfiCYEXAMPLEKEYwJalrXUtnFEMI',
  ],
  ...[
    hex(40),
    hex(32),
    hex(64),
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'dGhpcyBpcyBhIHNlY3JldA==',
    'u8x!A%D*G-KaPdSg',
  ],
  ...[
    'correct horse battery staple',
    'it is a secret, really',
    'zxcvbn!@#$%^&*()',
    'pässwörter-sind-länger',
    'correcthorsebatterystaplers',
  ],
  ...[
    'aGVsbG8gd29ybGQ6cGFzc3dvcmQ=',
    'Xy7$kLm9',
    'r4nd0mS33d',
    'g8Hj2Kl5',
    'ABcd1234efGH',
    '1a2b3c4d',
    'a1B2c3D4',
    'Zx9-Yw8-Vu7',
  ],
  ...[
    'CorrectHorseBatteryStaple',
    'N0tS0Secret',
    '0x4f3edf983ac636a65a842ce7c78d9aa7',
    'abandon ability able about above absent',
    '%2Fpath%3Dsecret%26x',
  ],
];

/** Weak ones: they cannot be told from a name. They are replaced only where they stand as credentials. */
const MISSED: readonly string[] = [
  ...[
    'mlflow',
    'test',
    'admin',
    'val_auc',
    'hunter2',
    'swordfish',
    'letmein99',
    'changeme',
    'password',
    'opensesame',
    'Welcome1',
  ],
  ...['hunter2-very-secret', 'correct-horse-battery-staple', '12345678', 'summer-2024'],
];

/** What projects call their runs, models, files, metrics and machines: none of it may be taken for a secret. */
const HARMLESS: readonly string[] = [
  ...[
    'mlflow',
    'test',
    'admin',
    'val_auc',
    'postgres',
    'sklearn',
    'production',
    'Staging',
    'champion',
    'default',
    'main',
    'root',
  ],
  ...[
    'bert-base-uncased',
    'distilbert-base-uncased-finetuned-sst-2-english',
    'sentence-transformers/all-mpnet-base',
    'roberta-large-mnli',
  ],
  ...[
    'gpt-4o-mini-2024-07-18',
    'resnet50',
    'efficientnet-b0',
    'vit-base-patch16-224',
    'facebook/opt-350m',
    'openai/whisper-large-v3',
  ],
  ...['stabilityai/stable-diffusion-2-1', 'xgboost-baseline', 'churn-model', 'orders_v2.1+users_v3.0'],
  ...[
    'v1.2.3',
    '2.9.2',
    '3.11.9',
    '2026-11-21',
    '2026.11.21-rc1',
    '20261121',
    '1234567890123456',
    '0.001',
    '1e-4',
    '512',
  ],
  ...[
    'us-east-1',
    'eu-central-1a',
    'ubuntu-24.04',
    'ubuntu-latest',
    'linux/amd64',
    'localhost:5432',
    'db.internal.example.com:5432',
  ],
  ...[
    'data/processed/orders.csv',
    'models/checkpoints/epoch-10',
    'out/metrics.json',
    'src/train/train_model.py',
    'requirements.txt',
  ],
  ...[
    'train/loss_epoch',
    'eval/f1_macro',
    'precision_at_10',
    'roc_auc_score',
    'mean_absolute_percentage_error',
    'refs/heads/feature/new-loss',
  ],
  ...[
    'random_forest.pkl',
    'sort-by-created-at',
    'feature_importance_plot',
    'early_stopping_patience',
    'learning-rate-schedule',
    'cosine_with_restarts',
  ],
  ...[
    'max_position_embeddings',
    'gradient_accumulation_steps',
    'sk-learn-random-forest-baseline',
    'hf_trainer_default_arguments',
  ],
  ...[
    'ci/github-actions',
    'octo/clf-orders',
    'nightly-build-2026-11-21',
    'team-fraud-detection',
    'customer_id_hash_bucket',
    'isolation-forest',
  ],
];

/** Classes and the like change case as passwords do. Under a variable that surely means a credential they are taken for one. */
const FALSE_ALARMS: readonly string[] = [
  'RandomForestClassifier',
  'meta-llama/Llama-3.1-8B-Instruct',
  '2026-11-21T10:00:00Z',
  'Wav2Vec2ForCTC',
  'EleutherAI/pythia-70m',
  'RandomForest.pkl',
];

test('the lists are long enough, and every known shape has its example', () => {
  expect(Object.keys(SHAPED).sort()).toEqual([...SHAPE_NAMES].sort());
  const counts = {
    shaped: Object.keys(SHAPED).length,
    shapeless: SHAPELESS.length,
    harmless: HARMLESS.length,
  };
  expect(counts.shaped).toBeGreaterThanOrEqual(60);
  expect(counts.shaped + counts.shapeless).toBeGreaterThanOrEqual(95);
  expect(counts.harmless).toBeGreaterThanOrEqual(65);
});

test.each(Object.entries(SHAPED))(
  'what has the shape of %s is found in running text, and by that name',
  (name, value) => {
    for (const text of [value, `use ${value} now`, `orders_${value}`, `key=${value}`, `"${value}"`]) {
      const why: string[] = [];
      const result = replaceShapes(text, REDACTED, (reason) => why.push(reason));
      expect({ text, why }).toEqual({ text, why: [`has the shape of ${name}`] });
      expect(result).not.toContain(value.slice(6, 24));
    }
  },
);

test.each([...Object.values(SHAPED), ...SHAPELESS])('%p is strong', (value) => {
  expect(isStrong(value)).toBe(true);
});

test.each([...HARMLESS, ...MISSED])('%p is weak', (value) => {
  expect(isStrong(value)).toBe(false);
});

test('what is known to be taken for a secret: names in camel case and times', () => {
  expect(FALSE_ALARMS.filter((value) => !isStrong(value))).toEqual([]);
});

test('a variable that perhaps means a credential makes no secret of joined words', () => {
  const under = (name: string, value: string) =>
    createRedactor([{ name, value }]).text(`trained ${value} today`).includes(REDACTED);
  for (const value of FALSE_ALARMS)
    expect({ value, hidden: under('MODEL_KEY', value) }).toEqual({ value, hidden: false });
  expect(under('MODEL_KEY', 'xK9mP2qL')).toBe(true);
  expect(under('MODEL_PASSWORD', 'RandomForestClassifier')).toBe(true);
});

test.each(HARMLESS)('no shape, place or secret is seen in %p', (value) => {
  const { text, secretIn } = createRedactor([]);
  expect(text(value)).toBe(value);
  expect(text(`model ${value} of ${value}`)).toBe(`model ${value} of ${value}`);
  expect(secretIn(value)).toBeUndefined();
});
