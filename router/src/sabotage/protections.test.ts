import { readRepositoryFile } from '../contract/repository';
import { sabotaged, type Protection } from './protection';
import { PROTECTIONS } from './protections';

/** `npm run sabotage` takes minutes; that its table still fits the sources is quick to tell. */
describe('the table of protections', () => {
  it('names each protection once', () => {
    const names = PROTECTIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(PROTECTIONS)('can take this away: $name', (protection) => {
    const text = readRepositoryFile(protection.file) ?? '';
    expect(sabotaged(protection, text)).not.toBe(text);
    expect(readRepositoryFile(protection.test)).toBeDefined();
  });

  it('refuses a text that occurs not at all, or twice', () => {
    const protection: Protection = { name: 'x', file: 'x', find: 'if (safe)', replace: '', test: 'x' };
    expect(() => sabotaged(protection, 'something else')).toThrow('occurs 0 times');
    expect(() => sabotaged(protection, 'if (safe) if (safe)')).toThrow('occurs 2 times');
    expect(sabotaged(protection, 'if (safe) go();')).toBe(' go();');
  });
});
