/** Texts that are credentials by their own shape, whatever they are called. */
export interface Shape {
  /** With its article, as the end of a sentence: `has the shape of a GitHub token`. */
  name: string;
  /** Without what stands before it: that is the same for all of them. */
  pattern: string;
}

/** One character of a part of a JSON Web Token. */
const TOKEN_PART = '(?:(?![_-]eyJ)[A-Za-z0-9_-])';

/**
 * Every pattern begins with letters of its own, so that a search passes over what cannot be one, and repeats no group, so that
 * no text can make it slow. A name such as `sk-learn-baseline` must not be one: where letters alone could be words, a digit is asked for.
 */
const SHAPES: readonly Shape[] = [
  { name: 'a GitHub token', pattern: 'gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}' },
  { name: 'a GitLab token', pattern: 'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|oas)-[A-Za-z0-9_-]{16,}' },
  { name: 'a Bitbucket or Atlassian token', pattern: 'AT(?:BB|ATT3|CTT3)[A-Za-z0-9_-]{24,}' },
  {
    name: 'an AWS access key',
    pattern: 'A(?:KIA|SIA|BIA|CCA)[0-9A-Z]{16}(?![A-Za-z0-9])|ABSK[A-Za-z0-9+/]{60,}',
  },
  { name: 'a Google API key', pattern: 'AIza[0-9A-Za-z_-]{35}' },
  {
    name: 'a Google OAuth credential',
    pattern: 'GOCSPX-[A-Za-z0-9_-]{20,}|ya29\\.[A-Za-z0-9_.-]{19,}[A-Za-z0-9_-]',
  },
  { name: 'an Azure client secret', pattern: '[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}' },
  { name: 'an Azure DevOps token', pattern: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])' },
  { name: 'an Anthropic key', pattern: 'sk-ant-[A-Za-z0-9_-]{20,}' },
  {
    name: 'an OpenAI key',
    pattern:
      'sk-(?:(?:proj|svcacct|admin|None|or-v1|lf)-[A-Za-z0-9_-]{20,}|(?=[A-Za-z]{0,200}[0-9])[A-Za-z0-9]{20,})',
  },
  { name: 'a Hugging Face token', pattern: '(?:hf|api_org)_[A-Za-z0-9]{20,}' },
  { name: 'an npm token', pattern: 'npm_[A-Za-z0-9]{30,}' },
  { name: 'a PyPI token', pattern: 'pypi-[A-Za-z0-9_-]{40,}' },
  { name: 'a RubyGems key', pattern: 'rubygems_[a-f0-9]{40,}' },
  { name: 'a NuGet key', pattern: 'oy2[a-z0-9]{43}(?![a-z0-9])' },
  { name: 'a Slack token', pattern: 'xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[0-9]-[A-Za-z0-9-]{20,}' },
  {
    name: 'a Slack webhook',
    pattern:
      'hooks\\.slack(?:-gov)?\\.com(?:\\\\?/|%2[Ff])(?:services|workflows|triggers)(?:\\\\?/|%2[Ff])[A-Za-z0-9/\\\\%_-]{20,}',
  },
  { name: 'a Discord webhook', pattern: 'discord(?:app)?\\.com/api/webhooks/[0-9]{5,}/[A-Za-z0-9_-]{20,}' },
  { name: 'a Telegram token', pattern: '[0-9]{8,10}:AA[A-Za-z0-9_-]{32,}' },
  { name: 'a Stripe key', pattern: '[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}' },
  { name: 'a Square token', pattern: 'sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}' },
  { name: 'a Shopify token', pattern: 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}' },
  { name: 'a Twilio key', pattern: 'SK[0-9a-f]{32}(?![A-Za-z0-9])' },
  { name: 'a SendGrid key', pattern: 'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}' },
  { name: 'a Mailchimp key', pattern: '[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9])' },
  { name: 'a Databricks token', pattern: 'd(?:api|kea|ose)[0-9a-f]{32}(?:-[0-9]{1,2})?(?![A-Za-z0-9])' },
  { name: 'a Weights & Biases key', pattern: 'wandb_v[0-9]_[A-Za-z0-9_]{20,}' },
  { name: 'a Neptune token', pattern: 'eyJhcGlf[A-Za-z0-9+/_-]{20,}={0,2}' },
  { name: 'a Docker token', pattern: 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}' },
  { name: 'a DigitalOcean token', pattern: 'do[por]_v1_[a-f0-9]{40,}' },
  { name: 'a Heroku key', pattern: 'HRKU-[A-Za-z0-9_-]{30,}' },
  {
    name: 'a HashiCorp token',
    pattern: 'hv[sbr]\\.[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{40,}',
  },
  { name: 'a Doppler token', pattern: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9_.-]{32,}' },
  { name: 'a Grafana token', pattern: 'gl(?:sa|c)_[A-Za-z0-9+/=_]{28,}' },
  { name: 'a Sentry token', pattern: 'sntry[su]_[A-Za-z0-9+/=_-]{32,}' },
  { name: 'a New Relic key', pattern: 'NRAK-[A-Z0-9]{20,}' },
  { name: 'a Postman key', pattern: 'PMAK-[a-f0-9]{20,}-[a-f0-9]{20,}' },
  { name: 'a Linear key', pattern: 'lin_(?:api|oauth)_[A-Za-z0-9]{30,}' },
  { name: 'a Notion token', pattern: 'ntn_[A-Za-z0-9]{30,}' },
  { name: 'a Figma token', pattern: 'fig[dou]_[A-Za-z0-9_-]{30,}' },
  { name: 'an Airtable token', pattern: 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}' },
  { name: 'a Supabase key', pattern: 'sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,}' },
  { name: 'a PlanetScale token', pattern: 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{30,}' },
  { name: 'a Netlify token', pattern: 'nfp_[A-Za-z0-9_]{30,}' },
  { name: 'a Fly.io token', pattern: 'fm[12][ar]?_[A-Za-z0-9+/=_-]{60,}' },
  { name: 'a Tailscale key', pattern: 'tskey-[a-z]{3,10}-[A-Za-z0-9]{10,}-?[A-Za-z0-9]{10,}' },
  { name: 'a SonarQube token', pattern: 'sq[apu]_[a-f0-9]{40}' },
  { name: 'a Buildkite token', pattern: 'bk[uaj]a?_[a-f0-9]{40}' },
  { name: 'a CircleCI token', pattern: 'CCI(?:PAT|PRJ)_[A-Za-z0-9_]{30,}' },
  { name: 'a 1Password token', pattern: 'ops_eyJ[A-Za-z0-9_-]{40,}' },
  { name: 'an age key', pattern: 'AGE-SECRET-KEY-1[0-9A-Z]{58}' },
  { name: 'a Groq key', pattern: 'gsk_[A-Za-z0-9]{40,}' },
  { name: 'a Replicate token', pattern: 'r8_[A-Za-z0-9]{30,}' },
  { name: 'a Pinecone key', pattern: 'pcsk_[A-Za-z0-9_]{30,}' },
  { name: 'a LangSmith key', pattern: 'lsv2_(?:pt|sk)_[a-f0-9]{32}' },
  { name: 'a Perplexity key', pattern: 'pplx-[A-Za-z0-9]{30,}' },
  { name: 'an xAI key', pattern: 'xai-[A-Za-z0-9]{40,}' },
  { name: 'an NVIDIA key', pattern: 'nvapi-[A-Za-z0-9_-]{40,}' },
  { name: 'a Tavily key', pattern: 'tvly-(?:dev-|prod-)?[A-Za-z0-9]{28,}' },
  { name: 'a Kaggle token', pattern: 'KGAT_[a-f0-9]{28,}' },
  { name: 'a RunPod key', pattern: 'rpa_[A-Z0-9]{30,}' },
  { name: 'a Prefect key', pattern: 'pn[ub]_[A-Za-z0-9]{30,}' },
  {
    name: 'a JSON Web Token',
    // A part ends where another one may begin, or each of many begins would be tried for as long as the rest is.
    pattern: `eyJ${TOKEN_PART}{8,4000}\\.eyJ${TOKEN_PART}{8,8000}\\.[A-Za-z0-9_-]{8,}`,
  },
];

/** A search keeps track of every unit of a run, so that there is an end to what it can hold. */
const LONGEST_RUN = 2_000;
const PATTERNS = SHAPES.map(({ name, pattern }) => ({
  why: `has the shape of ${name}`,
  pattern: pattern.replace(/\{([0-9]+),\}/g, `{$1,${LONGEST_RUN}}`),
}));
/** Ones after `_` or `-` count: `orders_ghp_…`. */
const ANY = new RegExp(`(?<![A-Za-z0-9])(?:${PATTERNS.map(({ pattern }) => pattern).join('|')})`, 'g');
const EACH = PATTERNS.map(({ why, pattern }) => ({ why, regex: new RegExp(`^(?:${pattern})$`) }));
/** What goes on behind a run that is longer. */
const MORE = /[A-Za-z0-9_-]{1,2000}/y;
/** No credential is without it, and most names are. */
const LONG_RUN = /[A-Za-z0-9_-]{16}/;
// A stream can end within a key: what there is of it counts.
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
const END_OF_PRIVATE_KEY = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Names of all known shapes. */
export const SHAPE_NAMES: readonly string[] = [...SHAPES.map(({ name }) => name), 'a private key'];

/** Replaces whatever has the shape of a credential. @param found called with the reason for each */
export function replaceShapes(text: string, replacement: string, found: (why: string) => void): string {
  const replace = (why: string) => {
    found(why);
    return replacement;
  };
  const key = () => replace('has the shape of a private key');
  const result = text.includes('PRIVATE KEY') ? withoutEnds(text.replace(PRIVATE_KEY, key), key) : text;
  return LONG_RUN.test(result) ? withoutTokens(result, replace) : result;
}

function withoutTokens(text: string, replace: (why: string) => string): string {
  let result = '';
  let at = 0;
  ANY.lastIndex = 0;
  for (let match = ANY.exec(text); match !== null; match = ANY.exec(text)) {
    const [token] = match;
    result += text.slice(at, match.index) + replace(EACH.find(({ regex }) => regex.test(token))?.why ?? '');
    at = match.index + token.length;
    if (token.length >= LONGEST_RUN) {
      MORE.lastIndex = at;
      while (MORE.test(text)) at = MORE.lastIndex;
    }
    ANY.lastIndex = at;
  }
  return result + text.slice(at);
}

/** Whether something in the text has the shape of a credential. */
export function hasShape(text: string): boolean {
  let has = false;
  replaceShapes(text, '', () => {
    has = true;
  });
  return has;
}

/** Of a key in text; with what ends it. */
const LONGEST_LINE = 84;

/** The last lines of a program's output can begin within a key: those that lead to its end go with it. */
function withoutEnds(text: string, replacement: () => string): string {
  let result = '';
  let at = 0;
  for (const end of text.matchAll(END_OF_PRIVATE_KEY)) {
    let start = end.index;
    while (start > at) {
      const near = text.slice(Math.max(at, start - LONGEST_LINE), start);
      const line = near.slice(near.lastIndexOf('\n', near.length - 2) + 1);
      if (!/^[A-Za-z0-9+/=]{4,80}\s*$/.test(line)) break;
      start -= line.length;
    }
    result += text.slice(at, start) + replacement();
    at = end.index + end[0].length;
  }
  return result + text.slice(at);
}
