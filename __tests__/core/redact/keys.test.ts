import { isHarmless, REDACTED } from '../../../src/core/redact/harmless.js';
import { meaningOf, meaningOfVariable } from '../../../src/core/redact/keys.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';

/** So that no linter takes a reference for a template of ours. */
const DOLLAR = '$';

/** Params and tags as projects have them that are credentials: the value goes, whatever it looks like. */
const CREDENTIALS: readonly (readonly [key: string, value: string])[] = [
  ['password', 'hunter2'],
  ['passwd', 'abc'],
  ['db.password', 'x'],
  ['database.connection.password', 'letmein'],
  ['user_password', 'letmein99'],
  ['dbPassword', 'letmein'],
  ['db-password', 'letmein'],
  ['DB_PASSWORD', 'letmein'],
  ['password2', 'letmein'],
  ['password_1', 'letmein'],
  ['redis.pass', 'letmein'],
  ['smtp_pass', 'letmein'],
  ['mysql_pwd', 'letmein'],
  ['ssh.passphrase', 'open sesame'],
  ['api_key', 'abc'],
  ['apikey', 'abc'],
  ['apiKey', 'abc'],
  ['wandb.apiKey', 'abc'],
  ['wandb.api_key', 'abc'],
  ['openai.api-key', 'abc'],
  ['OPENAI_API_KEY', 'abc'],
  ['openai_key', 'abc'],
  ['comet.api_key', 'abc'],
  ['secret_key', 'abc'],
  ['secretKey', 'abc'],
  ['aws.secret_access_key', 'abc/def'],
  ['aws_secret_access_key', 'abc/def'],
  ['s3.secret_key', 'minio123'],
  ['s3.access_key', 'minio'],
  ['minio.accessKey', 'minio'],
  ['private_key', 'abc'],
  ['ssh_private_key', 'abc'],
  ['signing_key', 'abc'],
  ['encryption_key', 'abc'],
  ['account_key', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['storage_account_key', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['subscription_key', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['license_key', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['access_token', 'abc'],
  ['accessToken', 'abc'],
  ['auth_token', 'abc'],
  ['authToken', 'abc'],
  ['bearer_token', 'abc'],
  ['refresh_token', 'abc'],
  ['session_token', 'abc'],
  ['hf_token', 'abc'],
  ['hub_token', 'abc'],
  ['push_to_hub_token', 'abc'],
  ['huggingface.token', 'abc'],
  ['github_token', 'abc'],
  ['deploy_token', 'opensesame'],
  ['slack.token', 'abc'],
  ['neptune.api_token', 'abc'],
  ['telegram_token', 'abc'],
  ['databricks_token', 'abc'],
  ['client_secret', 'abc'],
  ['oauth.clientSecret', 'abc'],
  ['jwt_secret', 'abc'],
  ['app_secret', 'abc'],
  ['secret', 'abc'],
  ['upload_secret', 'xyzzy'],
  ['credentials', 'bob:builder'],
  ['db_credentials', 'bob:builder'],
  ['secrets.wandb', 'abc'],
  ['passwords.db', 'abc'],
  ['api_keys.serpapi', 'abc'],
  ['list_secret', '["a","b"]'],
  ['db.password', `${DOLLAR}{DB_PASSWORD:-letmein}`],
  ['db.password', `${DOLLAR}{oc.env:DB_PASSWORD,letmein}`],
  ['my_key', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['token', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['key', '9f86d081884c7d659a2feaa0c55ad015'],
];

/** Params and tags as projects have them that are none: the value stays as it is written. */
const HARMLESS: readonly (readonly [key: string, value: string | number | boolean | null])[] = [
  ['oov_token', '<OOV>'],
  ['blank_token', '|'],
  ['eod_token', '<eod>'],
  ['audio_token', '<audio>'],
  ['prompt_key', 'prompt'],
  ['image_key', 'images'],
  ['reward_fn_key', 'data_source'],
  ['batch_key', 'batch'],
  ['cost_per_token', 0.002],
  ['max_tokens', 512],
  ['max_new_tokens', 256],
  ['token_type_ids', '[0,1]'],
  ['token_type_ids', 'segments'],
  ['primary_key', 'id'],
  ['foreign_key', 'userIdHash2Customer3Id4'],
  ['tokenizer', 'bert-base-uncased'],
  ['tokenizer.name', 'bert-base-uncased'],
  ['tokens_per_batch', '4096x2'],
  ['secretary', 'problem'],
  ['passwords_column', 'pw'],
  ['password_column', 'pw'],
  ['password_field', 'pw'],
  ['token', 'char'],
  ['token', '<s>'],
  ['pad_token', '[PAD]'],
  ['eos_token', '</s>'],
  ['bos_token', '<|begin_of_text|>'],
  ['unk_token', '<unk>'],
  ['sep_token', '[SEP]'],
  ['mask_token', '<mask>'],
  ['user_token', 'USER:'],
  ['assistant_token', '<|im_start|>assistant'],
  ['image_token', '<image>'],
  ['start_token', '<|reserved_special_token_250|>'],
  ['decoder_start_token', '<｜begin▁of▁sentence｜>'],
  ['stop_token', '\n\n'],
  ['key', 'value'],
  ['sort_key', 'created_at'],
  ['partition_key', 'eventDateUtc'],
  ['target_key', 'SalePrice'],
  ['label_key', 'isFraud'],
  ['input_key', 'observation.images.top_rgb_480x640'],
  ['prompt_key', 'messages[0].content.text'],
  ['question_key', 'QuestionText2023'],
  ['response_key', 'responseTextV2Final'],
  ['obs_key', 'agentview_image'],
  ['cache_key', '9f86d081884c7d659a2feaa0c55ad015'],
  ['experiment_key', '9f86d081884c7d659a2feaa0c55ad015'],
  ['monkey', 'business'],
  ['keyboard', 'qwerty'],
  ['hotkey', 'ctrl-c'],
  ['use_auth_token', true],
  ['use_auth_token', 'false'],
  ['hub_token', '<HUB_TOKEN>'],
  ['hub_token', null],
  ['hub_token', 'None'],
  ['push_to_hub_token', '<PUSH_TO_HUB_TOKEN>'],
  ['api_key', `${DOLLAR}{WANDB_API_KEY}`],
  ['api_key', '$WANDB_API_KEY'],
  ['api_key', `${DOLLAR}{oc.env:WANDB_API_KEY}`],
  ['api_key', `${DOLLAR}{{ secrets.WANDB_API_KEY }}`],
  ['api_key', 'WANDB_API_KEY'],
  ['api_key', 'your-api-key-here'],
  ['api_key', 'xxxxxxxx'],
  ['api_key', ''],
  ['api_key', '***'],
  ['api_key_env', 'OPENAI_API_KEY'],
  ['api_key_file', 'k3Jx9Qm2Zt7Lw4Rb8Vn1'],
  ['password', '***'],
  ['password', REDACTED],
  ['password_length', 16],
  ['password_hash', 'bcrypt'],
  ['password_file', 'letmein'],
  ['credentials', '/run/secrets/gcp.json'],
  ['credentials', 'config/service-account.json'],
  ['private_key', '~/.ssh/id_ed25519'],
  ['secret_name', 'prod-db'],
  ['secret_santa', 'bob'],
  ['num_secret', 3],
  ['db.secret', 'vault:secret/data/db'],
  ['first_pass', 'greedy'],
  ['num_pass', 2],
  ['forward_pass', 'amp'],
  ['bypass', 'none'],
  ['public_key', 'ssh-ed25519'],
  ['access_key_id', 'minio'],
  ['key_padding_mask', 'left'],
  ['ssh_key_path', 'abc'],
  ['authorization', 'rbac'],
  ['license_key', 'apache-2.0'],
  ['account_key', 'sales_account'],
  ['app_key', 'main'],
  ['ssh_key', 'id_rsa'],
  ['master_key', 'pk'],
  ['client_token', 'bert'],
  ['forced_bos_token', 'en_XX'],
  ['class_token', 'yes'],
  ['hf_key', 'text'],
  ['s3_key', 'data/2026-11-21/train.csv'],
  ['session_key', 'sessionId'],
  ['bot_token', 'BOT:'],
  ['image.key', 'observation'],
  ['credentials.user', 'bob'],
  ['eval.pass', 'second'],
];

test('the lists are long enough', () => {
  expect(CREDENTIALS.length).toBeGreaterThanOrEqual(65);
  expect(HARMLESS.length).toBeGreaterThanOrEqual(80);
});

const { text, replace, replaceUnder } = createRedactor([]);

test.each(CREDENTIALS)('%s=%s is a credential', (key, value) => {
  const told = replaceUnder(key, value);
  expect(told.text).toBe(REDACTED);
  expect(told.why).toHaveLength(1);
});

test('a key that was told apart by its file or stage says what it says without that', () => {
  expect(replaceUnder('train/secrets.wandb', 'abc').text).toBe(REDACTED);
  expect(replaceUnder('train/use_auth_token', 'abc')).toEqual(replaceUnder('use_auth_token', 'abc'));
});

test.each(HARMLESS)('%s=%p is none', (key, value) => {
  if (typeof value === 'string' || typeof value === 'number') {
    expect(replaceUnder(key, value)).toEqual({ text: String(value), why: [] });
  }
  // What a log line, a script or a file of params in a text says of it is the same.
  for (const line of [
    `param ${key} = ${value}`,
    `${key}: ${value}`,
    `{"${key}": ${JSON.stringify(value)}}`,
  ]) {
    expect(text(line)).toBe(line);
  }
});

test.each(CREDENTIALS.filter(([, value]) => /^[\w/-]+$/.test(value)))(
  '%s=%s is one in a text too',
  (key, value) => {
    for (const line of [
      `${key}=${value}`,
      `set ${key}: "${value}" now`,
      `{"${key}":"${value}"}`,
      `--${key} ${value} -v`,
      `--${key}=${value}`,
    ]) {
      const told = replace(line);
      expect(told.text).toBe(line.replace(new RegExp(`(?<=[ :="])${value}(?=$|[ "])`), REDACTED));
      expect(told.text).toContain(REDACTED);
      expect(told.why).toHaveLength(1);
    }
  },
);

test.each([
  ...[
    'GITHUB_TOKEN',
    'DB_PASSWORD',
    'POSTGRES_PASSWORD',
    'PGPASSWORD',
    'MYSQL_PWD',
    'WANDB_API_KEY',
    'AWS_SECRET_ACCESS_KEY',
  ],
  ...[
    'INPUT_TOKEN',
    'INPUT_TEAM-TOKEN',
    'TOKEN_GITHUB',
    'PASSWORD_DB',
    'API_TOKEN_2',
    'METRIC_SECRET',
    'SMTP_PASS',
    'GPG_PASSPHRASE',
  ],
  ...['GOOGLE_APPLICATION_CREDENTIALS', 'CLIENT_SECRET', 'MODEL_KEY', 'SECRET_KEY_BASE'],
])('the variable %s is secret', (name) => {
  expect(meaningOfVariable(name)).not.toBe('none');
});

test.each([
  ...[
    'PATH',
    'HOME',
    'PWD',
    'OLDPWD',
    'TOKENIZERS_PARALLELISM',
    'MAX_TOKENS',
    'GITHUB_SHA',
    'SORT_KEY',
    'CACHE_KEY',
    'TOKEN_URL',
  ],
  ...[
    'PASSWORD_FILE',
    'API_KEY_PATH',
    'SSH_AUTH_SOCK',
    'ACTIONS_CACHE_URL',
    'MONKEY',
    'SECRET_NAME',
    'PUBLIC_KEY',
    'KEYBOARD',
  ],
])('the variable %s is not', (name) => {
  expect(meaningOfVariable(name)).toBe('none');
});

test('a key of a thousand words is read as any other', () => {
  expect(meaningOf(`${'a_.'.repeat(50_000)}password`)).toBe('certain');
  expect(meaningOf('...')).toBe('none');
  expect(isHarmless(`${'a/'.repeat(50_000)}!`)).toBe(false);
});
