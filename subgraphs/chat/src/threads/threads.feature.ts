import { signedIn } from '@sangam/kit/authorization/basic-rules';
import { guardReference } from '@sangam/kit/authorization/guard-reference';
import { defineRules, limited } from '@sangam/kit/authorization/rules';
import { personalRows } from '@sangam/kit/personal-data/personal-rows';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { ChatThread, threadById } from './chat-thread.entity';
import { eraseParticipations } from './erase-participations';
import { exportedThreads } from './exported-threads';
import { ThreadParticipant } from './thread-participant.entity';
import { takesPart } from './thread.loaders';
import { threadCreated } from './thread.partner-events';
import { ParticipantResolver, ThreadResolver } from './thread.resolver';

export const threads = defineFeature({
  name: 'threads',
  entities: [ChatThread, ThreadParticipant],
  resolvers: [ThreadResolver, ParticipantResolver],
  rules: defineRules({
    Query: { chatThread: signedIn, chatThreads: signedIn },
    Mutation: {
      openDirectThread: limited(signedIn, 60, 60),
      createGroupThread: limited(signedIn, 20, 60),
      markThreadRead: signedIn,
      addThreadParticipant: signedIn,
      removeThreadParticipant: signedIn,
    },
    types: { ChatThread: 'guarded', ThreadParticipant: 'open' },
  }),
  personalData: [
    personalRows<ChatThread>({ entity: ChatThread, person: 'createdById', exported: null, erase: 'keep' }),
    personalRows<ThreadParticipant>({ entity: ThreadParticipant, person: 'userId', exported: { file: 'threads', key: 'threadId', row: exportedThreads }, erase: eraseParticipations }),
  ],
  partnerEvents: [threadCreated],
  references: [
    guardReference<ChatThread>({ entity: ChatThread, reads: 'user', load: threadById, guardMany: (ctx, found) => takesPart(ctx, found.map(({ id }) => id)) }),
  ],
});
