import { planField, plainField } from './plan-field';
import { FIELD_NAMES } from './names';
import type { SubgraphDraft } from './subgraph-draft';
import type { EntityPlan, FieldPlan, InterfacePlan } from './type-plan';
import type { Workshop } from './workshop';

/** Puts every entity into its home and into some other subgraphs, each with fields of its own. */
export function addEntityFields(workshop: Workshop): void {
  const { random } = workshop;
  for (const entity of workshop.plansOf('entity')) {
    const others = workshop.drafts.filter((draft) => draft.name !== entity.home && workshop.canInclude(draft, entity.name));
    for (const draft of [workshop.draft(entity.home), ...random.some(others, 1, 3)]) {
      workshop.include(draft, entity.name);
      for (let count = random.between(draft.name === entity.home ? 1 : 0, 3); count > 0; count -= 1) addOwnField(workshop, draft, entity);
    }
  }
}

function addOwnField(workshop: Workshop, draft: SubgraphDraft, entity: EntityPlan): void {
  const plan = inventField(workshop, draft, entity.name);
  const type = draft.types.get(entity.name);
  if (!plan || !type) return;
  workshop.includeFields(draft, type, [plan]);
  const others = workshop.drafts.filter((other) => other !== draft && other.types.has(entity.name) && [plan.named, ...plan.inputs].every((named) => workshop.canInclude(other, named)));
  if (others.length === 0 || !workshop.random.chance(0.2)) return;
  type.fields.get(plan.name)?.directives.push('@shareable');
  const other = workshop.random.pick(others);
  const looser = workshop.random.chance(0.3) ? { ...plan, type: plan.type.replace(/!$/, '') } : plan;
  const twin = other.types.get(entity.name);
  if (twin) workshop.includeFields(other, twin, [looser], ['@shareable']);
}

/** A field that the type has nowhere yet. */
export function inventField(workshop: Workshop, draft: SubgraphDraft, type: string): FieldPlan | undefined {
  const names = FIELD_NAMES.filter((name) => !workshop.drafts.some((other) => other.field(type, name)) && !isOfMember(workshop, type, name));
  if (names.length === 0) return undefined;
  return planField(workshop.random, { leaves: 0.55, composites: compositesFor(workshop, draft), argumentChance: 0.25, names });
}

/** An interface object's fields are fields of the implementations, and the other way round. */
function isOfMember(workshop: Workshop, type: string, field: string): boolean {
  return workshop.plansOf('interface').filter(({ objectIn }) => objectIn.size > 0).some(({ name, members }) => {
    const family = [name, ...members];
    return family.includes(type) && family.some((relative) => workshop.drafts.some((draft) => draft.field(relative, field)));
  });
}

export function compositesFor(workshop: Workshop, draft: SubgraphDraft): string[] {
  return [...workshop.plans.values()].filter(({ kind, name }) => ['entity', 'value', 'interface', 'union'].includes(kind) && workshop.canInclude(draft, name)).map(({ name }) => name);
}

/** Gives the members of an interface fields in common, in the interface's home, and says in every subgraph what holds there. */
export function addInterfaceFields(workshop: Workshop): void {
  const { random } = workshop;
  for (const plan of workshop.plansOf('interface')) {
    const home = workshop.draft(plan.home);
    if (!workshop.canInclude(home, plan.name)) continue;
    workshop.include(home, plan.name);
    const isOfEntities = plan.members.every((member) => workshop.plans.get(member)?.kind === 'entity');
    for (let count = isOfEntities ? random.between(0, 2) : 0; count > 0; count -= 1) addCommonField(workshop, home, plan);
    for (const subgraph of plan.objectIn) addObjectFields(workshop, workshop.draft(subgraph), plan);
  }
}

function addCommonField(workshop: Workshop, home: SubgraphDraft, plan: InterfacePlan): void {
  const names = FIELD_NAMES.filter((name) => plan.members.every((member) => !workshop.drafts.some((draft) => draft.field(member, name))) && !workshop.drafts.some((draft) => draft.field(plan.name, name)));
  if (names.length === 0) return;
  const field = planField(workshop.random, { leaves: 0.6, composites: compositesFor(workshop, home), argumentChance: 0.2, names });
  for (const member of plan.members) {
    const type = home.types.get(member);
    const stricter = workshop.random.chance(0.2) && !field.type.endsWith('!') ? { ...field, type: `${field.type}!` } : field;
    if (type) workshop.includeFields(home, type, [stricter]);
  }
  plan.fields.push(field);
}

function addObjectFields(workshop: Workshop, draft: SubgraphDraft, plan: InterfacePlan): void {
  workshop.include(draft, plan.name);
  const type = draft.types.get(plan.name);
  for (let count = workshop.random.between(1, 2); type && count > 0; count -= 1) {
    const field = inventField(workshop, draft, plan.name);
    if (field) workshop.includeFields(draft, type, [field]);
  }
}

/** Last of all: an interface has, in each subgraph, the common fields that all its members answer there. */
export function settleInterfaces(workshop: Workshop): void {
  for (const draft of workshop.drafts) {
    for (const plan of workshop.plansOf('interface')) {
      const type = draft.types.get(plan.name);
      if (type?.kind !== 'interface') continue;
      workshop.includeFields(draft, type, plan.fields.filter(({ name }) => plan.members.every((member) => draft.resolves(member, name))));
    }
  }
}

/** Entrances: every subgraph may have some, the first has two at least. */
export function addRootFields(workshop: Workshop): void {
  const { random } = workshop;
  for (const [index, draft] of workshop.drafts.entries()) {
    const composites = compositesFor(workshop, draft).filter((name) => index < 2 || draft.types.has(name));
    const count = composites.length === 0 ? 0 : random.between(index === 0 ? 2 : 0, 3);
    const query = draft.add('Query', 'type');
    for (let made = 0; made < count; made += 1) {
      const plan = planField(random, { leaves: 0.05, composites, argumentChance: 0.35 });
      workshop.includeFields(draft, query, [{ ...plan, name: `${plan.name}${draft.name[0]?.toUpperCase() ?? ''}${draft.name.slice(1)}` }]);
    }
  }
}

/** Mutations answer with a receipt that shows the order in which they ran. */
export function addMutations(workshop: Workshop): void {
  const { random } = workshop;
  if (!random.chance(0.5)) return;
  for (const draft of random.some(workshop.drafts, 1, 3)) {
    const mutation = draft.add('Mutation', 'type');
    const receipt = draft.add('Receipt', 'type', ['@shareable']);
    workshop.includeFields(draft, receipt, [plainField('journal', '[String!]!')]);
    const entities = workshop.plansOf('entity').filter(({ name }) => draft.types.has(name));
    for (const verb of random.some(['move', 'mark', 'drop'], 1, 3)) {
      const plan = planField(random, { leaves: 0, composites: ['Receipt', ...entities.map(({ name }) => name)], argumentChance: 0.6 });
      workshop.includeFields(draft, mutation, [{ ...plan, name: `${verb}${draft.name[0]?.toUpperCase() ?? ''}${draft.name.slice(1)}`, type: random.pick([plan.named, `${plan.named}!`, `[${plan.named}!]`]) }]);
    }
  }
}
