import type { FieldPlan } from './type-plan';

export interface FieldDraft {
  readonly plan: FieldPlan;
  readonly directives: string[];
}

export interface TypeDraft {
  readonly name: string;
  readonly kind: 'type' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  readonly directives: string[];
  readonly interfaces: Set<string>;
  readonly fields: Map<string, FieldDraft>;
  /** Members of a union, values of an enum, fields of an input as they are written. */
  readonly parts: string[];
}

/** The schema of one subgraph while it is being made. */
export class SubgraphDraft {
  readonly types = new Map<string, TypeDraft>();

  constructor(readonly name: string) {}

  add(name: string, kind: TypeDraft['kind'], directives: readonly string[] = []): TypeDraft {
    const type: TypeDraft = { name, kind, directives: [...directives], interfaces: new Set(), fields: new Map(), parts: [] };
    this.types.set(name, type);
    return type;
  }

  field(type: string, field: string): FieldDraft | undefined {
    return this.types.get(type)?.fields.get(field);
  }

  /** Whether it answers the field itself. */
  resolves(type: string, field: string): boolean {
    const draft = this.field(type, field);
    return draft !== undefined && !draft.directives.includes('@external');
  }

  print(): string {
    return [...this.types.values()].filter((type) => type.kind !== 'type' || type.fields.size > 0).map(printType).join('\n\n');
  }
}

function printType({ name, kind, directives, interfaces, fields, parts }: TypeDraft): string {
  const head = [kind, name, ...(interfaces.size > 0 ? [`implements ${[...interfaces].join(' & ')}`] : []), ...directives].join(' ');
  switch (kind) {
    case 'scalar':
      return head;
    case 'union':
      return `${head} = ${parts.join(' | ')}`;
    case 'enum':
    case 'input':
      return `${head} {\n${parts.map((part) => `  ${part}`).join('\n')}\n}`;
    default:
      return `${head} {\n${[...fields.values()].map(printField).join('\n')}\n}`;
  }
}

const printField = ({ plan, directives }: FieldDraft): string => `  ${[`${plan.name}${plan.args}: ${plan.type}`, ...directives].join(' ')}`;
