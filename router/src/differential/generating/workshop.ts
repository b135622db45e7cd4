import type { Random } from '../random';
import { SubgraphDraft, type TypeDraft } from './subgraph-draft';
import type { EntityPlan, FieldPlan, InterfacePlan, KeyPlan, TypePlan, TypePlans } from './type-plan';

/** The subgraphs being made, and the law of what a subgraph must define to mention a type. */
export class Workshop {
  readonly drafts: readonly SubgraphDraft[];

  constructor(readonly random: Random, readonly plans: TypePlans, names: readonly string[]) {
    this.drafts = names.map((name) => new SubgraphDraft(name));
  }

  plansOf<K extends TypePlan['kind']>(kind: K): Extract<TypePlan, { kind: K }>[] {
    return [...this.plans.values()].filter((plan): plan is Extract<TypePlan, { kind: K }> => plan.kind === kind);
  }

  draft(name: string): SubgraphDraft {
    const found = this.drafts.find((draft) => draft.name === name);
    if (!found) throw new Error(`There is no subgraph ${name}.`);
    return found;
  }

  /** The subgraphs that answer a field. */
  resolvers(type: string, field: string): SubgraphDraft[] {
    return this.drafts.filter((draft) => draft.resolves(type, field));
  }

  /** Whether a subgraph may define the type; it may not where it has an interface object in the place of an implementation. */
  canInclude(draft: SubgraphDraft, name: string, seen = new Set<string>()): boolean {
    const plan = this.plans.get(name);
    if (!plan || draft.types.has(name) || seen.has(name)) return true;
    seen.add(name);
    switch (plan.kind) {
      case 'entity':
        return !plan.absentFrom.has(draft.name) && plan.keys.every(({ fields }) => fields.every(({ named }) => this.canInclude(draft, named, seen)));
      case 'value':
        return plan.fields.every(({ named }) => this.canInclude(draft, named, seen));
      case 'interface':
        return plan.objectIn.has(draft.name) || plan.members.every((member) => this.canInclude(draft, member, seen));
      case 'union':
        return plan.members.every((member) => this.canInclude(draft, member, seen));
      default:
        return true;
    }
  }

  /** Defines a type in a subgraph, with whatever it needs. */
  include(draft: SubgraphDraft, name: string): void {
    const plan = this.plans.get(name);
    if (!plan || draft.types.has(name)) return;
    switch (plan.kind) {
      case 'scalar':
        draft.add(name, 'scalar');
        return;
      case 'enum':
        draft.add(name, 'enum').parts.push(...plan.values);
        return;
      case 'input':
        draft.add(name, 'input').parts.push(plan.body);
        plan.inputs.forEach((input) => this.include(draft, input));
        return;
      case 'union':
        draft.add(name, 'union').parts.push(...this.membersHere(plan.members));
        draft.types.get(name)?.parts.forEach((member) => this.include(draft, member));
        return;
      case 'value':
        this.includeFields(draft, draft.add(name, 'type', ['@shareable']), plan.fields);
        return;
      case 'interface':
        this.includeInterface(draft, plan);
        return;
      default:
        this.includeEntity(draft, plan);
    }
  }

  /** Adds fields with the types that they name. */
  includeFields(draft: SubgraphDraft, type: TypeDraft, fields: readonly FieldPlan[], directives: readonly string[] = []): void {
    for (const plan of fields) {
      if (type.fields.has(plan.name)) continue;
      type.fields.set(plan.name, { plan, directives: [...directives] });
      [plan.named, ...plan.inputs].forEach((named) => this.include(draft, named));
    }
  }

  private membersHere(members: readonly string[]): string[] {
    return this.random.chance(0.3) ? this.random.some(members, 1) : [...members];
  }

  private includeInterface(draft: SubgraphDraft, plan: InterfacePlan): void {
    if (plan.objectIn.has(draft.name)) {
      const object = draft.add(plan.name, 'type', ['@key(fields: "id")', '@interfaceObject']);
      this.includeFields(draft, object, plan.fields.filter(({ name }) => name === 'id'));
      return;
    }
    draft.add(plan.name, 'interface', plan.objectIn.size > 0 && plan.home === draft.name ? ['@key(fields: "id")'] : []);
    for (const member of plan.members) {
      this.include(draft, member);
      draft.types.get(member)?.interfaces.add(plan.name);
    }
  }

  private includeEntity(draft: SubgraphDraft, plan: EntityPlan): void {
    const type = draft.add(plan.name, 'type');
    const [first, ...others] = plan.keys;
    const keys = draft.name === plan.home ? plan.keys : [...(first && this.mustHaveId(plan) ? [first] : []), ...this.random.some(this.mustHaveId(plan) ? others : plan.keys, this.mustHaveId(plan) ? 0 : 1)];
    keys.forEach((key) => this.includeKey(draft, type, key));
  }

  /** What an interface may say of its members has to be in every subgraph. */
  private mustHaveId(plan: EntityPlan): boolean {
    return this.plansOf('interface').some(({ members }) => members.includes(plan.name));
  }

  private includeKey(draft: SubgraphDraft, type: TypeDraft, key: KeyPlan): void {
    type.directives.push(`@key(fields: "${key.text}")`);
    this.includeFields(draft, type, key.fields);
    for (const [named, fields] of Object.entries(key.nested)) {
      const inner = draft.types.get(named);
      const plan = this.plans.get(named);
      if (!inner || plan?.kind !== 'entity') continue;
      const missing = plan.keys.flatMap((other) => other.fields).filter(({ name }) => fields.includes(name) && !inner.fields.has(name));
      this.includeFields(draft, inner, missing, ['@shareable']);
    }
  }
}
