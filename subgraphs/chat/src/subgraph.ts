import 'reflect-metadata';
import { join } from 'node:path';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { live } from './live/live.feature';
import { messages } from './messages/messages.feature';
import { threads } from './threads/threads.feature';

/** Conversations between people. */
export const subgraph = defineSubgraph({
  name: 'chat',
  features: [threads, messages, live],
  migrations: join(__dirname, 'migrations'),
});
