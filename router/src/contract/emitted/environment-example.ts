import type { KnownSetting } from './known-settings';

const HEAD = `# Made by npm run schema: every setting, switched off. Copy to .env and set what differs; docs/guides/settings.md says more.
`;

/** `.env.example`. Secrets show a hint, never a value. */
export function environmentExample(settings: readonly KnownSetting[]): string {
  const owners = [...new Set(settings.map(({ owner }) => owner))];
  return [HEAD, ...owners.map((owner) => [`# --- ${owner} ---\n`, ...settings.filter((setting) => setting.owner === owner).map(entry)].join('\n'))].join('\n');
}

function entry({ name, description, secret, example, fallback, required }: KnownSetting): string {
  const hint = secret ? ` Secret${example ? `, such as ${example}` : ''}.` : '';
  const value = secret ? '' : quoted(fallback ?? example ?? '');
  return `# ${description}${hint}${required ? ' Required where processes run apart.' : ''}\n#${name}=${value}\n`;
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);
