import type { SubgraphDraft } from './subgraph-draft';
import { isLeafName, type FieldPlan } from './type-plan';
import { inventField } from './add-fields';
import type { Workshop } from './workshop';

/** Fields that are computed from what other subgraphs own. */
export function addRequires(workshop: Workshop): void {
  const { random } = workshop;
  for (const draft of workshop.drafts) {
    for (const name of [...draft.types.keys()]) {
      if (!isEntityHere(workshop, draft, name) || !random.chance(0.4)) continue;
      const computed = inventField(workshop, draft, name);
      const type = draft.types.get(name);
      if (!computed || !type) continue;
      const texts = random.some(foreignFields(workshop, draft, name), 1, 2).flatMap((field) => requirement({ workshop, draft, depth: 0 }, name, field) ?? []);
      if (texts.length > 0) workshop.includeFields(draft, type, [computed], [`@requires(fields: "${texts.join(' ')}")`]);
    }
  }
}

function isEntityHere(workshop: Workshop, draft: SubgraphDraft, name: string): boolean {
  const plan = workshop.plans.get(name);
  return plan?.kind === 'entity' || (plan?.kind === 'interface' && plan.objectIn.has(draft.name));
}

/** Fields of the type that this subgraph does not define and others do. */
export function foreignFields(workshop: Workshop, draft: SubgraphDraft, type: string): FieldPlan[] {
  const fields = new Map<string, FieldPlan>();
  for (const other of workshop.drafts) {
    if (other === draft) continue;
    for (const { plan } of other.types.get(type)?.fields.values() ?? []) if (other.resolves(type, plan.name)) fields.set(plan.name, plan);
  }
  return [...fields.values()].filter((plan) => !draft.resolves(type, plan.name) && [plan.named, ...plan.inputs].every((named) => workshop.canInclude(draft, named)));
}

interface Requiring {
  readonly workshop: Workshop;
  readonly draft: SubgraphDraft;
  readonly depth: number;
}

/** Declares a field as external and says it as part of a field set; undefined where it cannot be required. */
function requirement(requiring: Requiring, type: string, field: FieldPlan): string | undefined {
  const { workshop, draft } = requiring;
  const inner = isLeafName(workshop.plans, field.named) ? '' : innerRequirement({ ...requiring, depth: requiring.depth + 1 }, field.named);
  const owner = draft.types.get(type);
  if (inner === undefined || !owner) return undefined;
  if (!owner.fields.has(field.name)) workshop.includeFields(draft, owner, [field], ['@external']);
  const args = field.sampleArgs !== '' && (workshop.random.chance(0.6) || /![,)]/.test(field.args)) ? field.sampleArgs : '';
  return `${field.name}${args}${inner}`;
}

function innerRequirement(requiring: Requiring, name: string): string | undefined {
  const { workshop, draft, depth } = requiring;
  const plan = workshop.plans.get(name);
  if (!plan || depth > 2 || !workshop.canInclude(draft, name)) return undefined;
  workshop.include(draft, name);
  if (plan.kind === 'union' || (plan.kind === 'interface' && !plan.objectIn.has(draft.name))) {
    const members = plan.members.filter((member) => draft.types.has(member));
    const parts = workshop.random.some(members, 1, 2).flatMap((member) => {
      const inner = innerRequirement(requiring, member);
      return inner === undefined ? [] : [`... on ${member}${inner}`];
    });
    const [common] = plan.kind === 'interface' ? plan.fields : [];
    if (common && workshop.random.chance(0.5)) parts.push(`${common.name}${common.sampleArgs}`);
    return parts.length > 0 ? ` { ${parts.join(' ')} }` : undefined;
  }
  const here = [...(draft.types.get(name)?.fields.values() ?? [])].map((field) => field.plan);
  const candidates = [...here, ...foreignFields(workshop, draft, name)].filter(({ named }) => isLeafName(workshop.plans, named) || depth < 2);
  const texts = workshop.random.some(candidates, 1, 2).flatMap((field) => requirement(requiring, name, field) ?? []);
  return texts.length > 0 ? ` { ${[...new Set(texts)].join(' ')} }` : undefined;
}
