import type { Random } from '../random';
import { plainField } from './plan-field';
import type { KeyPlan } from './type-plan';

/** One to three keys; most entities have `id`, of one type, which interfaces rely on. Nested keys go through entities whose keys are known. */
export function planKeys(random: Random, idType: string, known: ReadonlyMap<string, readonly KeyPlan[]>): KeyPlan[] {
  const id = simple('id', idType);
  const others = random.some([simple('sku', random.pick(['String!', 'Int!', 'Stamp!'])), compound(), ...nested(random, known)], 0, 2);
  return random.chance(0.85) || others.length === 0 ? [id, ...others] : others;
}

const simple = (name: string, type: string): KeyPlan => ({ text: name, fields: [plainField(name, type)], nested: {} });

const compound = (): KeyPlan => ({ text: 'code region', fields: [plainField('code', 'String!'), plainField('region', 'Int!')], nested: {} });

function nested(random: Random, known: ReadonlyMap<string, readonly KeyPlan[]>): KeyPlan[] {
  const [other, keys = []] = random.maybe([...known]) ?? [];
  const inner = keys.find(({ fields }) => fields.length === 1 && fields[0]?.name !== 'org')?.text;
  if (!other || !inner) return [];
  const org = plainField('org', `${other}!`);
  const alone: KeyPlan = { text: `org { ${inner} }`, fields: [org], nested: { [other]: [inner] } };
  return [random.chance(0.5) ? alone : { ...alone, text: `serial org { ${inner} }`, fields: [plainField('serial', 'Int!'), org] }];
}
