import { takesMail, type MailNames } from './mail-domain';

const absent = () => Promise.reject(Object.assign(new Error('no such record'), { code: 'ENODATA' }));
const down = () => Promise.reject(Object.assign(new Error('no answer'), { code: 'ETIMEOUT' }));
const names = (records: Partial<MailNames>): MailNames => ({ resolveMx: absent, resolve4: absent, resolve6: absent, ...records });

it.each<[string, MailNames, boolean]>([
  ['with a mail exchange', names({ resolveMx: () => Promise.resolve([{ exchange: 'mx.example.com' }]) }), true],
  ['without one, with an address', names({ resolve4: () => Promise.resolve(['192.0.2.1']) }), true],
  ['without one, with an IPv6 address', names({ resolve6: () => Promise.resolve(['2001:db8::1']) }), true],
  ['that says that it takes none', names({ resolveMx: () => Promise.resolve([{ exchange: '' }]), resolve4: () => Promise.resolve(['192.0.2.1']) }), false],
  ['without any record', names({}), false],
  ['about which nobody answers', names({ resolveMx: down }), true],
  ['about whose address nobody answers', names({ resolve4: down }), true],
])('a domain %s', async (_what, known, expected) => {
  expect(await takesMail('example.com', known)).toBe(expected);
});
