import { createHash } from 'node:crypto';
import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { conditionVariables, type Conditions } from './conditions';
import { normalizeOperation } from './normal-operation';
import { NO_OVERRIDES } from './overrides';
import type { OverrideChoice, Planned, PlannedOperation } from './planner';
import type { SupergraphModel } from './supergraph-model';

/** Plans that were made beforehand, by the hash of an operation's normal form. They hold for one supergraph only. */
export interface KnownPlans {
  readonly supergraph: string;
  /** JSON of each plan. */
  readonly plans: Readonly<Record<string, string>>;
}

/** More conditions than this are planned when they are met. */
const MAX_CONDITIONS = 4;

/** Plans every operation of the documents, under every outcome of its conditions. */
export function makeKnownPlans(model: SupergraphModel, documents: readonly DocumentNode[], plan: (operation: PlannedOperation, overrides: OverrideChoice) => Planned): KnownPlans {
  const plans = new Map<string, string>();
  for (const document of documents) {
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const conditions of outcomes(document, operation)) {
        const { planned, text, kind } = normalizeOperation({ schema: model.apiSchema, fieldNames: model.fieldNames, document, operation, conditions });
        if (planned && text !== null) plans.set(hashOf(text), JSON.stringify(plan({ planned, text, kind }, NO_OVERRIDES)));
      }
    }
  }
  return { supergraph: hashOf(model.sdl), plans: Object.fromEntries([...plans].sort(([left], [right]) => left.localeCompare(right))) };
}

function outcomes(document: DocumentNode, operation: OperationDefinitionNode): Conditions[] {
  const names = conditionVariables(document, operation);
  if (names.length > MAX_CONDITIONS) return [];
  return Array.from({ length: 2 ** names.length }, (_, bits) => new Map(names.map((name, index) => [name, ((bits >> index) & 1) === 1])));
}

/** Finds plans that were made beforehand; none where they were made for another supergraph. */
export function knownPlanOf(known: KnownPlans, supergraphSdl: string): (operation: PlannedOperation, overrides: OverrideChoice) => Planned | undefined {
  const holds = known.supergraph === hashOf(supergraphSdl);
  return ({ text }, overrides) => {
    const plan = holds && overrides === NO_OVERRIDES ? known.plans[hashOf(text)] : undefined;
    return plan === undefined ? undefined : (JSON.parse(plan) as Planned);
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
