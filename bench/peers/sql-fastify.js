// The product's three queries as hand-written SQL behind Fastify, over the product's own tables. `node sql-fastify.js JWKS_URL FOLDER` reads its SQLite files,
// `node sql-fastify.js JWKS_URL DATABASE_URL PREFIX` its MariaDB schemas. As a service on its own tables would, it checks the token's signature, with the key kept, and membership.
const fastify = require('fastify');
const { createRemoteJWKSet, jwtVerify } = require('jose');
const { openMariadb, openSqlite } = require('./sql-databases');

const PAGE = 20;
const NEWEST = 5;
const instant = (milliseconds) => new Date(milliseconds).toISOString();
const grouped = (rows, key) => {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row);
    else groups.set(row[key], [row]);
  }
  return groups;
};
const messageOf = ({ id, sequence, text, sentAt, senderId, senderName }) => ({ id, sequence, text, sentAt: instant(sentAt), sender: senderId === null ? null : { id: senderId, displayName: senderName } });

/** `in(values)` is a list of parameters as the engine takes it; the people's and the chat's tables are in two databases of one server. */
function queriesOf({ all, person, chat, inList }) {
  const MESSAGE = `m.id, m.thread_id AS threadId, m.sequence, m.text, m.sent_at AS sentAt, m.sender_id AS senderId, u.display_name AS senderName
    FROM ${chat}chat_message m LEFT JOIN ${person}user_account u ON u.id = m.sender_id`;
  return {
    me: (userId) => all(`SELECT id, display_name AS displayName, email, locale, time_zone AS timeZone, created_at AS createdAt FROM ${person}user_account WHERE id = ?`, [userId]),
    threads: (userId) => all(`SELECT t.id, t.kind, t.title, t.message_count AS messageCount, t.last_activity_at AS lastActivityAt FROM ${chat}thread_participant p
      JOIN ${chat}chat_thread t ON t.id = p.thread_id WHERE p.user_id = ? ORDER BY t.last_activity_at DESC, t.id DESC LIMIT ${PAGE}`, [userId]),
    participants: (threadIds) => all(`SELECT p.thread_id AS threadId, p.role, u.id, u.display_name AS displayName FROM ${chat}thread_participant p
      JOIN ${person}user_account u ON u.id = p.user_id WHERE p.thread_id IN ${inList} ORDER BY p.joined_at, p.user_id`, [threadIds]),
    newest: (threadIds) => all(`SELECT ${MESSAGE} JOIN ${chat}chat_thread t ON t.id = m.thread_id WHERE m.thread_id IN ${inList} AND m.sequence > t.message_count - ${NEWEST} ORDER BY m.sequence`, [threadIds]),
    ownThread: (userId, threadId) => all(`SELECT t.id, t.kind, t.title FROM ${chat}chat_thread t JOIN ${chat}thread_participant p ON p.thread_id = t.id WHERE t.id = ? AND p.user_id = ?`, [threadId, userId]),
    messages: (threadId) => all(`SELECT ${MESSAGE} WHERE m.thread_id = ? ORDER BY m.sequence DESC LIMIT ${PAGE}`, [threadId]),
  };
}

function routes(app, queries) {
  app.get('/me', async ({ userId }) => {
    const [{ createdAt, ...person }] = await queries.me(userId);
    return { data: { me: { ...person, createdAt: instant(createdAt) } } };
  });
  app.get('/threads', async ({ userId }) => {
    const threads = await queries.threads(userId);
    const ids = threads.map(({ id }) => id);
    const [people, messages] = [await queries.participants(ids), await queries.newest(ids)].map((rows) => grouped(rows, 'threadId'));
    const nodes = threads.map(({ id, kind, title, messageCount, lastActivityAt }) => ({
      id, kind, title, messageCount, lastActivityAt: instant(lastActivityAt),
      participants: people.get(id).map(({ role, id: user, displayName }) => ({ role, user: { id: user, displayName } })),
      messages: { nodes: (messages.get(id) ?? []).map(messageOf) },
    }));
    return { data: { chatThreads: { nodes } } };
  });
  app.get('/threads/:id', async ({ userId, params }, reply) => {
    const [thread] = await queries.ownThread(userId, params.id);
    if (!thread) return reply.code(404).send({ error: 'NOT_FOUND' });
    const messages = await queries.messages(params.id);
    return { data: { chatThread: { ...thread, messages: { nodes: messages.reverse().map(messageOf) } } } };
  });
}

async function main([jwks, place, prefix]) {
  const app = fastify();
  const keys = createRemoteJWKSet(new URL(jwks));
  app.decorateRequest('userId', '');
  app.addHook('onRequest', async (request, reply) => {
    try {
      const { payload } = await jwtVerify(request.headers.authorization.slice('Bearer '.length), keys, { algorithms: ['EdDSA'], issuer: 'sangam', audience: 'sangam-graph', typ: 'at+jwt' });
      request.userId = payload.sub;
    } catch {
      return reply.code(401).send({ error: 'UNAUTHENTICATED' });
    }
  });
  routes(app, queriesOf(prefix === undefined ? openSqlite(place) : openMariadb(place, prefix)));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

void main(process.argv.slice(2));
