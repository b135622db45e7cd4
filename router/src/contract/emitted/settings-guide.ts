import type { KnownSetting } from './known-settings';

const HEAD = `# Settings

Made by \`npm run schema\` from the definitions in the code. The environment alone decides; it is checked once at start,
and a start with an invalid value, or without a required one, stops and names it. An empty value counts as absent.

Nothing has to be set to run everything together on one machine: secrets are then made under \`DATA_DIR\` at the first start.
`;

const TITLES: Readonly<Record<string, string>> = { kit: 'Every process', router: 'Router' };

/** `docs/guides/settings.md`. */
export function settingsGuide(settings: readonly KnownSetting[]): string {
  const owners = [...new Set(settings.map(({ owner }) => owner))];
  return [HEAD, ...owners.map((owner) => section(owner, settings.filter((setting) => setting.owner === owner)))].join('\n');
}

function section(owner: string, settings: readonly KnownSetting[]): string {
  const rows = settings.map(({ name, accepts, fallback, required, description, secret }) => {
    const standard = required ? 'required' : fallback === undefined ? 'none' : `\`${fallback}\``;
    return `| \`${name}\` | ${cell(accepts)} | ${cell(standard)} | ${cell(description)}${secret ? ' Secret.' : ''} |`;
  });
  return [`## ${TITLES[owner] ?? `Subgraph ${owner}`}\n`, '| setting | values | default | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
