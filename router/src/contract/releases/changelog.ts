import type { ApiChanges } from './api-changes';

const HEAD = `# Changelog of the API

What changed for clients, release by release. Made by \`npm run schema\` from \`schema/released.graphql\` and the present API.
`;

const UNRELEASED_YET = 'There is no release yet: the API may still change without notice.\n';

/** `schema/CHANGELOG.md`: what changed since the last release, above the releases that the committed text holds. */
export function changelog(committed: string | undefined, changes: ApiChanges | undefined): string {
  const body = changes === undefined ? UNRELEASED_YET : sections(changes);
  return [HEAD, `## Unreleased\n\n${body}`, ...releasesIn(committed)].join('\n');
}

/** The text after a release of this version: what was unreleased now stands under its name. */
export function releasedChangelog(committed: string | undefined, changes: ApiChanges | undefined, version: string): string {
  const body = changes === undefined ? 'The first release.\n' : sections(changes);
  return [HEAD, '## Unreleased\n\nNothing.\n', `## ${version}\n\n${body}`, ...releasesIn(committed)].join('\n');
}

function sections({ breaking, dangerous, added }: ApiChanges): string {
  const written = [['Breaking', breaking], ['Behaves differently', dangerous], ['Added', added]] as const;
  return written.filter(([, lines]) => lines.length > 0).map(([title, lines]) => `### ${title}\n\n${lines.map((line) => `- ${line}\n`).join('')}`).join('\n') || 'Nothing.\n';
}

function releasesIn(committed: string | undefined): string[] {
  return (committed ?? '').split(/^(?=## )/m).filter((section) => section.startsWith('## ') && !section.startsWith('## Unreleased')).map((section) => `${section.trim()}\n`);
}
