const Database = require('libsql');
const mysql = require('mysql2/promise');

/** The product's two SQLite files as one database, read only; statements are prepared once. */
function openSqlite(folder) {
  const database = new Database(`${folder}/chat.sqlite`, { readonly: true });
  database.exec(`ATTACH DATABASE '${folder}/identity.sqlite' AS person`);
  const prepared = new Map();
  const statementOf = (sql) => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const all = (sql, parameters) => statementOf(sql).all(...parameters.map((value) => (Array.isArray(value) ? JSON.stringify(value) : value)));
  return { all, person: 'person.', chat: 'main.', inList: '(SELECT value FROM json_each(?))' };
}

function openMariadb(url, prefix) {
  const pool = mysql.createPool({ uri: url, connectionLimit: 10 });
  const all = async (sql, parameters) => (await pool.query(sql, parameters))[0];
  return { all, person: `${prefix}identity.`, chat: `${prefix}chat.`, inList: '(?)' };
}

module.exports = { openMariadb, openSqlite };
