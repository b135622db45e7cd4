import type { FieldDraft, SubgraphDraft, TypeDraft } from './subgraph-draft';
import { isLeafName } from './type-plan';
import { foreignFields } from './add-requires';
import type { Workshop } from './workshop';

/** Promises, at some fields, of what other subgraphs own below them. */
export function addProvides(workshop: Workshop): void {
  for (const draft of workshop.drafts) {
    for (const type of draft.types.values()) {
      if (type.kind !== 'type') continue;
      for (const field of type.fields.values()) {
        if (!field.directives.some((directive) => /^@(?:external|override)/.test(directive)) && !isTakenOver(workshop, type.name, field.plan.name) && workshop.random.chance(0.2)) provide(workshop, draft, field);
      }
    }
  }
}

/** A field that moves may not promise anything at its old place. */
function isTakenOver(workshop: Workshop, type: string, field: string): boolean {
  return workshop.drafts.some((draft) => draft.field(type, field)?.directives.some((directive) => directive.startsWith('@override')));
}

function provide(workshop: Workshop, draft: SubgraphDraft, field: FieldDraft): void {
  const plan = workshop.plans.get(field.plan.named);
  if (plan?.kind === 'entity') {
    const texts = promise(workshop, draft, plan.name);
    if (texts.length > 0) field.directives.push(`@provides(fields: "${texts.join(' ')}")`);
  }
  if (plan?.kind === 'union' || (plan?.kind === 'interface' && !plan.objectIn.has(draft.name))) {
    const members = workshop.random.some(plan.members.filter((member) => workshop.plans.get(member)?.kind === 'entity' && draft.types.has(member)), 1, 2);
    const texts = members.flatMap((member) => promise(workshop, draft, member).map((text) => `... on ${member} { ${text} }`));
    if (texts.length > 0) field.directives.push(`@provides(fields: "${texts.join(' ')}")`);
  }
}

function promise(workshop: Workshop, draft: SubgraphDraft, entity: string): string[] {
  const leaves = foreignFields(workshop, draft, entity).filter(({ named, args }) => args === '' && isLeafName(workshop.plans, named));
  const owner = draft.types.get(entity);
  return workshop.random.some(leaves, 0, 2).flatMap((plan) => {
    const owners = workshop.resolvers(entity, plan.name).map((other) => other.field(entity, plan.name));
    if (!owner || owners.some((other) => other?.directives.some((directive) => /^@(?:override|requires)/.test(directive)))) return [];
    for (const other of owners) if (other && !other.directives.includes('@shareable')) other.directives.push('@shareable');
    if (!owner.fields.has(plan.name)) workshop.includeFields(draft, owner, [plan], ['@external']);
    return [plan.name];
  });
}

/** Fields that move to another subgraph, at once or for a part of the requests. */
export function addOverrides(workshop: Workshop): void {
  const { random } = workshop;
  for (const entity of workshop.plansOf('entity')) {
    for (const draft of workshop.drafts) {
      const type = draft.types.get(entity.name);
      if (!type || !random.chance(0.25)) continue;
      const movable = foreignFields(workshop, draft, entity.name).filter((plan) => !draft.field(entity.name, plan.name) && isMovable(workshop, entity.name, plan.name));
      const plan = random.maybe(movable);
      const from = plan && workshop.resolvers(entity.name, plan.name)[0]?.name;
      if (!plan || !from) continue;
      const label = random.pick(['', '', ', label: "percent(0)"', ', label: "percent(100)"', ', label: "percent(50)"']);
      workshop.includeFields(draft, type, [plan], [`@override(from: "${from}"${label})`]);
    }
  }
}

function isMovable(workshop: Workshop, type: string, field: string): boolean {
  const drafts = workshop.drafts.filter((draft) => draft.field(type, field));
  const entity = workshop.plans.get(type);
  const isKey = entity?.kind === 'entity' && entity.keys.some(({ fields }) => fields.some(({ name }) => name === field));
  return drafts.length === 1 && !isKey && drafts.every((draft) => draft.field(type, field)?.directives.length === 0);
}

/** Hides fields, arguments and values that the graph itself goes on using. */
export function hideSome(workshop: Workshop): void {
  const { random } = workshop;
  if (!random.chance(0.5)) return;
  for (const draft of workshop.drafts) {
    for (const type of draft.types.values()) {
      if (type.kind === 'type' && type.name !== 'Query' && type.name !== 'Mutation') hideField(workshop, type);
      if (type.kind === 'enum' && type.parts.length > 2 && random.chance(0.1)) type.parts.push(`${type.parts.pop() ?? ''} @inaccessible`);
    }
  }
}

function hideField(workshop: Workshop, type: TypeDraft): void {
  const field = workshop.random.maybe([...type.fields.values()].filter(({ directives }) => !directives.includes('@external')));
  const shown = new Set(workshop.drafts.flatMap((draft) => [...(draft.types.get(type.name)?.fields.values() ?? [])].filter(({ directives }) => !directives.includes('@inaccessible')).map(({ plan }) => plan.name)));
  const isCommon = workshop.plansOf('interface').some(({ name, members, fields }) => (name === type.name || members.includes(type.name)) && fields.some((common) => common.name === field?.plan.name));
  if (!field || isCommon || field.plan.name === 'journal') return;
  if (shown.size >= 3 && workshop.random.chance(0.15)) field.directives.push('@inaccessible');
  else if (workshop.random.chance(0.4)) hideArgument(workshop, type, field);
}

/** Subgraphs still get its default, and may require the field with another value. */
function hideArgument(workshop: Workshop, type: TypeDraft, { plan, directives }: FieldDraft): void {
  const isAlone = workshop.drafts.filter((draft) => draft.field(type.name, plan.name)).length === 1;
  const args = plan.args.replace(/( = (?:\d|"w"|SMALL|\["1"\]|true))/, '$1 @inaccessible');
  if (isAlone) type.fields.set(plan.name, { plan: { ...plan, args }, directives });
}

/** Where an interface has a key, its implementations answer for it. */
function isAnsweredFor(workshop: Workshop, draft: SubgraphDraft, entity: string): boolean {
  return workshop.plansOf('interface').some(({ home, members, objectIn }) => home === draft.name && objectIn.size > 0 && members.includes(entity));
}

/** Keys that a subgraph gives without being able to answer for them. */
export function closeSomeKeys(workshop: Workshop): void {
  for (const draft of workshop.drafts) {
    for (const plan of workshop.plansOf('entity')) {
      const type = draft.types.get(plan.name);
      if (!type || draft.name === plan.home) continue;
      const own = new Set(plan.keys.flatMap(({ fields }) => fields.map(({ name }) => name)));
      const keys = type.directives.flatMap((directive, index) => (directive.startsWith('@key') ? [index] : []));
      const isStub = [...type.fields.keys()].every((name) => own.has(name) || !draft.resolves(plan.name, name));
      for (const index of isStub && !isAnsweredFor(workshop, draft, plan.name) ? keys : keys.slice(1)) {
        if (workshop.random.chance(isStub ? 0.7 : 0.4)) type.directives[index] = (type.directives[index] ?? '').replace('")', '", resolvable: false)');
      }
    }
  }
}
