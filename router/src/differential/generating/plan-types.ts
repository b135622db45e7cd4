import type { Random } from '../random';
import { ENTITY_NAMES, FIELD_NAMES, INTERFACE_NAMES, UNION_NAMES, VALUE_NAMES } from './names';
import { planField } from './plan-field';
import { planKeys } from './plan-keys';
import type { EntityPlan, FieldPlan, InterfacePlan, KeyPlan, TypePlan, ValuePlan } from './type-plan';

/** Chooses the types of the logical graph and their homes; fields of entities come later. */
export function planTypes(random: Random, subgraphs: readonly string[]): Map<string, TypePlan> {
  const plans = new Map<string, TypePlan>();
  const add = (plan: TypePlan): void => void plans.set(plan.name, plan);
  add({ kind: 'scalar', name: 'Stamp' });
  add({ kind: 'scalar', name: 'Json' });
  add({ kind: 'enum', name: 'Size', values: ['SMALL', 'MIDDLE', 'LARGE', 'HUGE'] });
  add({ kind: 'enum', name: 'Mood', values: ['GLAD', 'SAD'] });
  add({ kind: 'input', name: 'Range', body: 'from: Int! = 1, to: Int, step: Float = 0.5', inputs: [] });
  add({ kind: 'input', name: 'Filter', body: 'size: Size = LARGE, word: String, range: Range = { to: 9 }, ranges: [Range!], at: Stamp, moods: [Mood!] = [GLAD]', inputs: ['Size', 'Range', 'Stamp', 'Mood'] });
  const entities = random.shuffle(ENTITY_NAMES).slice(0, random.between(2, 5));
  const idType = random.pick(['ID!', 'ID!', 'String!', 'Int!', 'Stamp!']);
  const keys = new Map<string, readonly KeyPlan[]>();
  for (const name of entities) {
    keys.set(name, planKeys(random, idType, keys));
    add({ kind: 'entity', name, home: random.pick(subgraphs), keys: keys.get(name) ?? [], absentFrom: new Set() });
  }
  planValues(random, plans, entities);
  const [ofEntities, ofValues] = random.shuffle(INTERFACE_NAMES);
  if (ofEntities && random.chance(0.75)) planInterface(random, plans, { name: ofEntities, subgraphs });
  if (ofValues) planOther(random, plans, { name: ofValues, subgraphs });
  const members = [...entities, ...namesOf(plans, 'value')];
  for (const name of random.some(UNION_NAMES, 0, 2)) if (members.length > 1) add({ kind: 'union', name, members: random.some(members, 2, 3) });
  return plans;
}

const namesOf = (plans: ReadonlyMap<string, TypePlan>, kind: TypePlan['kind']): string[] => [...plans.values()].filter((plan) => plan.kind === kind).map(({ name }) => name);

function planValues(random: Random, plans: Map<string, TypePlan>, entities: readonly string[]): void {
  const earlier: string[] = [];
  for (const name of random.some(VALUE_NAMES, 1, 3)) {
    const fields = new Map<string, FieldPlan>();
    for (let count = random.between(2, 4); count > 0; count -= 1) {
      const field = planField(random, { leaves: 0.8, composites: [...earlier, ...random.some(entities, 0, 1)], argumentChance: 0.1 });
      fields.set(field.name, field);
    }
    plans.set(name, { kind: 'value', name, fields: [...fields.values()] });
    earlier.push(name);
  }
}

interface InterfaceWish {
  readonly name: string;
  readonly subgraphs: readonly string[];
}

/** A second interface: of entities, of values, or none. */
function planOther(random: Random, plans: Map<string, TypePlan>, wish: InterfaceWish): void {
  const values = [...plans.values()].filter((plan): plan is ValuePlan => plan.kind === 'value');
  if (values.length < 2 || random.chance(0.4)) {
    if (random.chance(0.4)) planInterface(random, plans, wish);
    return;
  }
  const members = random.some(values, 2, 3);
  const taken = new Set(members.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const common = planField(random, { leaves: 1, composites: [], argumentChance: 0.2, names: FIELD_NAMES.filter((name) => !taken.has(name)) });
  for (const { fields } of members) fields.push(common);
  plans.set(wish.name, { kind: 'interface', name: wish.name, members: members.map(({ name }) => name), fields: [common], home: random.pick(wish.subgraphs), objectIn: new Set() });
}

/** Of entities, which have `id` in common. */
function planInterface(random: Random, plans: Map<string, TypePlan>, { name, subgraphs }: InterfaceWish): void {
  const free = [...plans.values()].filter((plan): plan is EntityPlan => plan.kind === 'entity' && plan.absentFrom.size === 0 && plan.keys[0]?.text === 'id');
  const members = random.some(free, 2, 3);
  if (members.length < 2) return;
  const home = random.pick(subgraphs);
  const strangers = subgraphs.filter((subgraph) => subgraph !== home && members.every((member) => member.home !== subgraph));
  const objectIn = new Set(random.chance(0.5) && !hasInterface(plans, members) ? random.some(strangers, Math.min(1, strangers.length), 1) : []);
  for (const member of members) for (const subgraph of objectIn) member.absentFrom.add(subgraph);
  const id = members[0]?.keys[0]?.fields[0];
  plans.set(name, { kind: 'interface', name, members: members.map((member) => member.name), fields: id ? [id] : [], home, objectIn });
}

/** An entity of two interfaces of which one is an interface object somewhere would be missing there for the other. */
function hasInterface(plans: ReadonlyMap<string, TypePlan>, members: readonly EntityPlan[]): boolean {
  return [...plans.values()].some((plan): plan is InterfacePlan => plan.kind === 'interface' && plan.members.some((member) => members.some(({ name }) => name === member)));
}
