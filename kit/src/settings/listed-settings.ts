import { StartError } from '../errors/start-error';
import type { SubgraphDefinition } from '../running/define-subgraph';
import { definedSettings } from './define-settings';

/**
 * Whoever reads settings imports their definition, so that at start every one of this subgraph is known: each must be in
 * a feature's `settings`, or nobody would load it.
 * @throws StartError naming those that are not, and those listed that belong to somebody else.
 */
export function checkListedSettings({ name, features }: SubgraphDefinition): void {
  const listed = new Set(features.flatMap((feature) => feature.settings ?? []));
  const unlisted = definedSettings().filter((definition) => definition.owner === name && !listed.has(definition));
  const foreign = [...listed].filter(({ owner }) => owner !== name);
  const problems = [
    ...unlisted.map(({ shape }) => `the settings ${Object.keys(shape).join(', ')} are in no feature's \`settings\``),
    ...foreign.map(({ owner, shape }) => `the settings ${Object.keys(shape).join(', ')} are defined for ${owner}`),
  ];
  if (problems.length > 0) throw new StartError(`Subgraph ${name} cannot read its settings:`, problems);
}
