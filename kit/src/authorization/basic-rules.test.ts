import { recentlyAuthenticated } from './basic-rules';
import { anonymousViewer, type Viewer } from './viewer';

const NOW = 1_767_594_600_000;
const MINUTE = 60_000;
const refusal = (viewer: Partial<Viewer>) =>
  recentlyAuthenticated.decide({ viewer: { ...anonymousViewer('r', ''), ...viewer }, caller: 'router', parent: undefined, args: {}, now: NOW })?.code ?? null;

it.each<[string, Partial<Viewer>, string | null]>([
  ['nobody', {}, 'UNAUTHENTICATED'],
  ['somebody who proved who they are ten minutes ago', { userId: 'asha', authTime: NOW - 10 * MINUTE }, null],
  ['somebody for whom it is longer ago', { userId: 'asha', authTime: NOW - 10 * MINUTE - 1 }, 'STEP_UP_REQUIRED'],
  ['somebody of whom it is not known', { userId: 'asha' }, 'STEP_UP_REQUIRED'],
  ['somebody in another person\'s name', { userId: 'asha', authTime: NOW, actorId: 'admin' }, 'FORBIDDEN'],
])('a recent proof of identity: %s', (_who, viewer, code) => {
  expect(refusal(viewer)).toBe(code);
});
