import { FEATURE_PROTECTIONS } from './feature-protections';
import type { Protection } from './protection';

const MYSQL = { TEST_DB: 'mysql' };
const PORT_TEST = 'router/src/entrances/subgraph-port.test.ts';
const TOKEN_TEST = 'router/src/entrances/token-attacks.test.ts';
const GUARD_TEST = 'router/src/guard/query-guard.test.ts';
const CHAT_ACCESS = 'subgraphs/chat/src/access.test.ts';
const IDENTITY_ACCESS = 'subgraphs/identity/src/access.test.ts';
const THREAD_TEST = 'subgraphs/chat/src/threads/thread.test.ts';
const SESSION_TEST = 'subgraphs/identity/src/sessions/session.test.ts';

/** Every protection that this project can show to be missed; a new one is one entry. */
export const PROTECTIONS: readonly Protection[] = [
  {
    name: 'SQLite: one writer at a time', file: 'kit/src/database/fifo-queue.ts', find: '    await earlier;\n', replace: '',
    test: 'kit/src/database/lost-writes.test.ts', testName: 'keeps each of 200 acknowledged writes',
  },
  {
    name: 'SQLite: the reader cannot write', file: 'kit/src/database/sqlite-engine.ts', find: "  reader.pragma('query_only = ON');\n", replace: '',
    test: 'kit/src/database/read-only.test.ts',
  },
  {
    name: 'transactions: roll back when the work fails', file: 'kit/src/database/sqlite-engine.ts', find: '        await runner.abandon();', replace: '        await runner.commitTransaction();',
    test: 'kit/src/database/transaction.test.ts', testName: 'commits everything or nothing',
  },
  {
    name: 'transactions: no calls to others meanwhile', file: 'kit/src/calls/local-calls.ts', find: '    assertOutsideTransaction(`A call to ${target}`);\n', replace: '',
    test: 'kit/src/calls/internal-calls.test.ts',
  },
  {
    name: 'sealed columns: tampering is noticed', file: 'kit/src/database/sealed.ts', find: " + decipher.final('utf8')", replace: '',
    test: 'kit/src/database/sealed.test.ts',
  },
  {
    name: 'sealed columns: bound to their row', file: 'kit/src/database/sealed.ts', find: 'return Buffer.from(`${VERSION}.${keyId}.${context}`);', replace: 'return Buffer.from(`${VERSION}.${keyId}`);',
    test: 'kit/src/database/sealed.test.ts', testName: 'row of somebody else',
  },
  {
    name: 'input: U+0000 is refused', file: 'kit/src/graphql/forbidden-text.ts', find: "value.includes('\\u0000') || ", replace: '',
    test: THREAD_TEST, testName: 'text with U+0000',
  },

  {
    name: 'jobs: a run that lost its lease has no effect', file: 'kit/src/jobs/lease.ts', find: '  if ((await session.write(sql, parameters)) !== 1) throw new LeaseLostError(job);',
    replace: '  await session.write(sql, parameters);', test: 'kit/src/jobs/failing-jobs.test.ts', testName: 'has no effect when it goes on',
  },
  {
    name: 'jobs: the end of a run is fenced', file: 'kit/src/jobs/finish.ts', find: '{ id, state: JobState.waiting, attempts }, changes', replace: '{ id }, changes',
    test: 'kit/src/jobs/failing-jobs.test.ts', testName: 'neither finishes nor fails the job for the other',
  },
  {
    name: 'jobs: claimers do not wait for each other', file: 'kit/src/jobs/claim.ts', find: "' FOR UPDATE SKIP LOCKED'", replace: "' FOR UPDATE'",
    test: 'kit/src/jobs/claim.test.ts', testName: 'passes over a job', env: MYSQL,
  },
  {
    name: 'jobs: a claimed row is locked', file: 'kit/src/jobs/claim.ts', find: "' FOR UPDATE SKIP LOCKED'", replace: "''",
    test: 'kit/src/jobs/claim.test.ts', testName: 'one claimer only', env: MYSQL,
  },
  {
    name: 'jobs: what runs is not taken back', file: 'kit/src/database/running-transaction.ts', find: 'JobState.parked], leaseUntil: null }', replace: 'JobState.parked] }',
    test: 'kit/src/jobs/cancel.test.ts', testName: 'does not touch what runs',
  },
  {
    name: 'MySQL: an upsert changes the row of its own key only', file: 'kit/src/database/write-sql.ts', find: '${primary?.name}\\`, NULL)`;', replace: '${primary?.name}\\`, \\`${primary?.name}\\`)`;',
    test: 'kit/src/database/upsert.test.ts', testName: 'another key than the one meant', env: MYSQL,
  },
  {
    name: 'routes: the rate is enforced', file: 'router/src/starting/rest-routes.ts', find: '  if (!rate) return;\n', replace: '  if (!rate || name) return;\n',
    test: 'router/src/starting/rest-routes.test.ts', testName: 'as many requests of one caller',
  },
  {
    name: 'routes: a partner\'s signature', file: 'kit/src/http/verify-hmac.ts', find: '  if (!valid) throw new AppError(SIGNATURE_INVALID);\n', replace: '',
    test: 'kit/src/http/verify-hmac.test.ts', testName: 'one byte of the body',
  },
  {
    name: 'routes: a signature\'s time', file: 'kit/src/http/verify-hmac.ts', find: ' > toleranceMs', replace: ' < 0', test: 'kit/src/http/verify-hmac.test.ts', testName: 's from now',
  },
  {
    name: 'events: remembered by the receiver', file: 'kit/src/events/receive.ts', find: 'throw isUniqueViolation(error) ? new AlreadyApplied() : error;', replace: 'void error;',
    test: 'kit/src/events/receive.test.ts', testName: 'once in each handler',
  },
  {
    name: 'live streams: the audience is checked', file: 'kit/src/live/audience.ts', find: "  if (audience.scope !== grant.scope) return 'foreign';\n", replace: '',
    test: 'kit/src/live/live-stream.test.ts', testName: 'delivers what the audience covers',
  },
  {
    name: 'live streams: named people only', file: 'kit/src/live/audience.ts', find: "namesOf(audience).has(userId) ? 'covered' : 'foreign'", replace: "'covered'",
    test: 'kit/src/live/live-stream.test.ts',
  },
  {
    name: 'live streams: a newer membership is asked for', file: 'kit/src/live/audience.ts', find: "audience.version <= grant.version ? 'covered' : 'unknown'", replace: "'covered'",
    test: 'kit/src/live/live-stream-races.test.ts', testName: 'under every order',
  },
  {
    name: 'live streams: nothing after expiry', file: 'kit/src/live/live-stream.ts', find: 'if (hasExpired(this.ctx) || ', replace: 'if (',
    test: 'router/src/entrances/ended-sessions.test.ts', testName: 'nothing that happens afterwards',
  },
  {
    name: 'idempotency key: one effect', file: 'kit/src/idempotency/idempotent.ts', find: 'if (ctx.idempotencyKey === null)', replace: 'if (ctx.subgraph)',
    test: THREAD_TEST, testName: 'with an Idempotency-Key',
  },
  {
    name: 'idempotency key: not for another input', file: 'kit/src/idempotency/idempotent.ts', find: '  if (earlier.inputHash !== hash) throw new AppError(IDEMPOTENCY_KEY_REUSED);\n', replace: '',
    test: THREAD_TEST, testName: 'with an Idempotency-Key',
  },

  {
    name: 'calls: the signature is checked', file: 'kit/src/calls/signing.ts', find: '  if (!matches.includes(true)) throw new AppError(SIGNATURE_INVALID);\n', replace: '',
    test: PORT_TEST, testName: 'is refused before anything runs',
  },
  {
    name: 'calls: signed for one subgraph', file: 'kit/src/calls/signing.ts', find: 'callId, parts.audience, parts.method', replace: 'callId, parts.method',
    test: PORT_TEST, testName: 'signed for another subgraph',
  },
  {
    name: 'calls: the viewer is signed', file: 'kit/src/calls/signing.ts', find: 'sha256(parts.body), sha256(parts.viewerHeader)]', replace: 'sha256(parts.body)]',
    test: PORT_TEST, testName: 'another viewer than signed',
  },
  {
    name: 'calls: not twice', file: 'kit/src/calls/signing.ts', find: '  if (!(await call.replays.remember(callId, call.now))) throw new AppError(REPLAYED);\n', replace: '',
    test: PORT_TEST, testName: 'not a second time',
  },
  {
    name: 'calls: of this minute', file: 'kit/src/calls/signing.ts', find: '  if (Math.abs(now - timestamp * 1_000) > SIGNATURE_TOLERANCE) throw new AppError(SIGNATURE_INVALID);\n', replace: '',
    test: PORT_TEST, testName: '61 s',
  },
  {
    name: 'calls: events come from services only', file: 'kit/src/http/event-endpoint.ts', find: "  if (identity.caller !== 'service') throw new AppError(FORBIDDEN);\n", replace: '',
    test: PORT_TEST, testName: 'brings no events',
  },
  {
    name: 'internal operations: not for the router\'s clients', file: 'kit/src/authorization/basic-rules.ts', find: "(caller === 'router' ? FORBIDDEN : null)", replace: '(caller ? null : FORBIDDEN)',
    test: IDENTITY_ACCESS, testName: 'is refused when the router asks',
  },

  {
    name: 'rules: a shield rule (chatThread)', file: 'subgraphs/chat/src/threads/threads.feature.ts', find: 'Query: { chatThread: signedIn,', replace: 'Query: { chatThread: { ...signedIn, decide: () => null },',
    test: CHAT_ACCESS, testName: 'Query.chatThread answers anonymous',
  },
  {
    name: 'rules: subscriptions are guarded before they open', file: 'kit/src/authorization/apply-rules.ts', find: '    delete field.resolve;\n', replace: '',
    test: CHAT_ACCESS, testName: 'Subscription.chatEvents answers anonymous',
  },
  {
    name: 'rules: a private field (User.email)', file: 'subgraphs/identity/src/users/user.rules.ts', find: '        email: selfOrAdmin,', replace: '        email: { ...selfOrAdmin, decide: () => null },',
    test: 'router/src/entrances/joins.test.ts',
  },
  {
    name: 'rules: every root field has one', file: 'subgraphs/chat/src/messages/messages.feature.ts', find: 'deleteChatMessage: signedIn }', replace: '}',
    test: 'subgraphs/chat/src/live/live.test.ts', testName: 'refuses strangers',
  },
  {
    name: '_entities: the guard of ChatThread', file: 'subgraphs/chat/src/threads/threads.feature.ts',
    find: 'guardMany: (ctx, found) => takesPart(ctx, found.map(({ id }) => id))', replace: "guard: 'open'",
    test: CHAT_ACCESS, testName: '_entities of ChatThread',
  },
  {
    name: '_entities: the guard of LoginSession', file: 'subgraphs/identity/src/sessions/sessions.feature.ts',
    find: "guard: (viewer, session) => viewer.userId === session.userId || viewer.platformRoles.includes('ADMIN'),", replace: "guard: 'open',",
    test: IDENTITY_ACCESS, testName: '_entities of LoginSession',
  },
  {
    name: 'shared executions: the viewer is narrowed', file: 'kit/src/authorization/narrow-viewer.ts', find: "if (reads === 'user' || !isStronger(", replace: 'if (reads || !isStronger(',
    test: 'router/src/view-keys/declared-reads.test.ts', testName: 'fail where a resolver reads more',
  },
  {
    name: 'shared executions: undeclared reads everything', file: 'kit/src/authorization/declared-reads.ts', find: "?.[name] ?? 'user')", replace: "?.[name] ?? 'nothing')",
    test: 'kit/src/authorization/declared-reads.test.ts', testName: 'where a resolver does not say',
  },
  {
    name: 'shared reads: only among viewers who look the same', file: 'router/src/remote/remote-source.ts', find: '`${digestOf(graph.viewer)}${body}`', replace: 'body',
    test: 'router/src/remote/remote-source.test.ts', testName: 'roles: two roles do not',
  },
  {
    name: 'shared reads: none from before a write', file: 'router/src/remote/remote-source.ts', find: '      this.reads.forget();\n', replace: '',
    test: 'router/src/remote/remote-source.test.ts', testName: 'before a mutation ended',
  },
  {
    name: 'chat: only the author edits', file: 'subgraphs/chat/src/messages/message.service.ts', find: "{ id, senderId: ctx.viewer.userId ?? '' }", replace: '{ id }',
    test: CHAT_ACCESS, testName: 'Mutation.editChatMessage answers lowerRole',
  },
  {
    name: 'chat: the thread is locked before members are read', file: 'subgraphs/chat/src/threads/thread.access.ts',
    find: '  const locked = isId(threadId) ? await tx.update(ChatThread, { id: threadId }, change) : 0;\n'
      + "  const participant = locked === 1 ? await tx.findOne(ThreadParticipant, { threadId, userId: ctx.viewer.userId ?? '' }) : null;\n",
    replace: "  const participant = await tx.findOne(ThreadParticipant, { threadId, userId: ctx.viewer.userId ?? '' });\n"
      + '  const locked = participant && isId(threadId) ? await tx.update(ChatThread, { id: threadId }, change) : 0;\n',
    test: 'subgraphs/chat/src/messages/membership-race.test.ts', env: MYSQL,
  },
  {
    name: 'chat: one direct thread, whoever asks first', file: 'subgraphs/chat/src/threads/thread.service.ts', find: '    if (!isUniqueViolation(error)) throw error;\n', replace: '    throw error;\n',
    test: 'subgraphs/chat/src/threads/direct-thread-race.test.ts', env: MYSQL,
  },
  {
    name: 'chat: the last owner cannot leave others behind', file: 'subgraphs/chat/src/threads/participant.service.ts',
    find: '    if (remaining.length > 0 && !remaining.some((participant) => participant.role === ThreadRole.OWNER)) throw new AppError(INVALID_STATE);\n', replace: '',
    test: THREAD_TEST, testName: 'is changed by its owner only',
  },
  {
    name: 'chat: repeating a request shows nothing after removal', file: 'subgraphs/chat/src/messages/message.service.ts', find: 'repeated ? visibleMessage(ctx, entityId) : sentMessage(ctx, entityId)',
    replace: 'sentMessage(ctx, entityId)', test: 'subgraphs/chat/src/threads/removed-participant.test.ts', testName: 'sends no more',
  },
  {
    name: 'identity: failed sign-ins are counted', file: 'subgraphs/identity/src/credentials/prove-password.ts', find: '  await takeAttempt(ctx, emailCanonical);\n', replace: '',
    test: SESSION_TEST, testName: 'locks an address',
  },
  {
    name: 'database: counts stay within their limit', file: 'kit/src/database/take-one.ts', find: ', [counter]: { lessThan: limit }, resetsAt', replace: ', resetsAt',
    test: SESSION_TEST, testName: 'locks an address', env: MYSQL,
  },
  {
    name: 'identity: a reused refresh token ends the session', file: 'subgraphs/identity/src/sessions/session.service.ts',
    find: "await endSessions(ctx, tx, { userId: current.userId, only: current.id, reason: 'REFRESH_REUSED' })", replace: '[]',
    test: SESSION_TEST, testName: 'used again after the grace',
  },
  {
    name: 'identity: a session of one\'s own', file: 'subgraphs/identity/src/sessions/end-sessions.ts', find: '{ userId: ending.userId, revokedAt: null, ...', replace: '{ revokedAt: null, ...',
    test: IDENTITY_ACCESS, testName: 'Mutation.revokeLoginSession answers stranger',
  },
  {
    name: 'session: a change makes the router ask again', file: 'router/src/session/session-viewers.ts', find: 'this.remembered.delete(change.sessionId);', replace: 'void change;',
    test: SESSION_TEST,
  },
  {
    name: 'session: sockets hear of its end', file: 'router/src/starting/start-router.ts', find: '(change) => sessions.changed(change)', replace: '() => undefined',
    test: 'router/src/entrances/ended-sessions.test.ts', testName: 'when the person signs out',
  },
  {
    name: 'session: sockets are asked as time passes', file: 'router/src/subscriptions/socket-sessions.ts', find: '    this.changed(null);\n', replace: '',
    test: 'router/src/subscriptions/socket-sessions.test.ts', testName: 'as time passes',
  },
  {
    name: 'session: sockets close at expiry', file: 'router/src/subscriptions/socket-sessions.ts', find: "wait === null ? undefined : setTimeout(() => connection.close(CLOSE_EXPIRED, 'The access token has expired.'), wait)",
    replace: 'undefined', test: 'router/src/entrances/ended-sessions.test.ts', testName: 'its socket is closed',
  },
  {
    name: 'tokens: access tokens only', file: 'router/src/session/token-verifier.ts', find: "typ: 'at+jwt', ", replace: '', test: TOKEN_TEST, testName: 'type is refused',
  },
  {
    name: 'tokens: for us', file: 'router/src/session/token-verifier.ts', find: 'audience: this.options.audience, ', replace: '', test: TOKEN_TEST, testName: 'audience is refused',
  },
  {
    name: 'tokens: the session belongs to the person', file: 'router/src/session/session-viewers.ts', find: '!facts || facts.userId !== claims.userId', replace: '!facts', test: TOKEN_TEST, testName: 'somebody else in one',
  },

  {
    name: 'tokens: an end, also of one that was verified before', file: 'router/src/session/token-verifier.ts', find: 'known.expiresAt <= now', replace: 'known.expiresAt < 0', test: 'router/src/session/token-verifier.test.ts',
    testName: 'expires',
  },
  {
    name: 'tokens: no longer than their key', file: 'router/src/session/token-verifier.ts', find: 'this.verified = new BoundedCache(MAX_VERIFIED, MAX_CHARACTERS);\n', replace: 'this.verified.get(\'\');\n',
    test: 'router/src/session/token-verifier.test.ts', testName: 'the keys have changed',
  },

  {
    name: 'guard: page sizes in variables', file: 'router/src/guard/query-guard.ts', find: 'asked.filter(({ value }) => isOutOfRange(value, limits))', replace: 'asked.filter(() => false)', test: GUARD_TEST,
    testName: 'PAGE_SIZE_OUT_OF_RANGE',
  },
  {
    name: 'guard: sensitive fields alone', file: 'router/src/guard/query-guard.ts', find: 'ruleFacts.get(name)?.alone', replace: 'ruleFacts.get(name) === null', test: GUARD_TEST, testName: 'BATCH_NOT_ALLOWED',
  },
  {
    name: 'guard: depth', file: 'router/src/guard/query-guard.ts', find: 'if (count > atMost) found.push', replace: 'if (count < 0) found.push', test: GUARD_TEST, testName: 'QUERY_TOO_DEEP',
  },
  {
    name: 'guard: no names offered as corrections', file: 'router/src/gateway/answer.ts', find: 'message: withoutSuggestions(error.message)', replace: 'message: error.message', test: 'router/src/gateway/answer.test.ts',
  },
  {
    name: 'front: body limit', file: 'router/src/front/json-body.ts', find: 'if (size <= limit) chunks.push(chunk);', replace: 'if (size <= Infinity) chunks.push(chunk);', test: 'router/src/front/hardening.test.ts', testName: 'refuses',
  },
  {
    name: 'front: identity headers of clients', file: 'router/src/front/strip-identity.ts', find: '    delete request.headers[name];\n', replace: '', test: 'router/src/front/hardening.test.ts', testName: 'takes client-sent identity',
  },
  {
    name: 'sockets: identity headers of clients', file: 'router/src/subscriptions/socket-server.ts', find: '    stripIdentity(request, options.trustedProxies);\n', replace: '', test: 'router/src/subscriptions/socket-identity.test.ts',
  },
  {
    name: 'sockets: pages of other origins', file: 'router/src/subscriptions/socket-server.ts', find: '!options.originAllowed(request)', replace: 'options.path === null', test: 'router/src/entrances/socket-limits.test.ts',
    testName: 'another origin',
  },
  {
    name: 'sockets: operations at once', file: 'router/src/subscriptions/socket-server.ts', find: 'Object.keys(context.subscriptions).length > options.limits.operations', replace: 'options.limits.operations < 0',
    test: 'router/src/entrances/socket-limits.test.ts', testName: 'at most 20',
  },
  {
    name: 'sockets: of one person', file: 'router/src/subscriptions/socket-server.ts', find: 'options.sessions.countOf(viewer) >= options.limits.socketsPerUser', replace: 'options.limits.socketsPerUser < 0',
    test: 'router/src/entrances/socket-limits.test.ts', testName: 'at most ten',
  },
  {
    name: 'sockets: size of a message', file: 'router/src/subscriptions/socket-server.ts', find: 'maxPayload: options.limits.frameBytes, ', replace: '', test: 'router/src/entrances/socket-limits.test.ts', testName: 'message too large',
  },

  ...FEATURE_PROTECTIONS,
];
