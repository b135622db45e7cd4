import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';
import { translated } from './errors';

const CONNECT_TIMEOUT_MS = 2_000;

/** Where a database server is; `?ssl=true` asks for TLS with a valid certificate. */
export function serverAddress(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  if (protocol !== 'mysql:' && protocol !== 'mariadb:') throw new Error('DATABASE_URL is not the address of a MySQL or MariaDB server (mysql://…).');
  return {
    host: hostname, port: Number(port || 3306), username: decodeURIComponent(username), password: decodeURIComponent(password), connectTimeout: CONNECT_TIMEOUT_MS,
    ...(searchParams.get('ssl') === 'true' ? { ssl: { rejectUnauthorized: true } } : {}),
  };
}

/** A connection outside the pool, for what is not a subgraph's daily work. */
export async function connectTo(url: string, schema?: string): Promise<Connection> {
  const { username, ...address } = serverAddress(url);
  const options: ConnectionOptions = { ...address, user: username, charset: 'utf8mb4', database: schema };
  try {
    return await createConnection(options);
  } catch (error) {
    throw translated(error);
  }
}

export interface SchemaFacts {
  /** Collation that compares byte by byte, trailing spaces too. */
  readonly collation: string;
}

function checked(schema: string): string {
  if (!/^[a-z0-9_]{1,64}$/.test(schema)) throw new Error(`${schema} is not a schema name: lower case, digits, underscores, at most 64 characters.`);
  return schema;
}

/** Makes the schema where it is missing. */
export async function ensureSchema(url: string, schema: string): Promise<SchemaFacts> {
  const connection = await connectTo(url);
  try {
    const collation = await binaryCollation(connection);
    await connection.query(`CREATE DATABASE IF NOT EXISTS \`${checked(schema)}\` CHARACTER SET utf8mb4 COLLATE ${collation}`);
    return { collation };
  } finally {
    await connection.end();
  }
}

/** Removes a schema with everything in it; for tests. */
export async function dropSchema(url: string, schema: string): Promise<void> {
  const connection = await connectTo(url);
  try {
    await connection.query(`DROP DATABASE IF EXISTS \`${checked(schema)}\``);
  } finally {
    await connection.end();
  }
}

// utf8mb4_bin takes 'a' and 'a ' for equal; these do not. MariaDB and MySQL name theirs differently.
const NO_PAD = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

async function binaryCollation(connection: Connection): Promise<string> {
  const [rows] = await connection.query('SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN (?)', [NO_PAD]);
  const [found] = rows as { name: string }[];
  if (!found) throw new Error('The database server knows no binary collation without padding: MySQL 8.0.17 or MariaDB 10.6 is needed.');
  return found.name;
}
