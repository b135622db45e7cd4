import type { NamedCase } from '../named-case';

export const oneAliasOnTwoTypes: NamedCase = {
  name: 'one alias on two types',
  why: 'One alias for fields of different types that exclude each other: apollographql/federation 2392 and graphql-hive/router 876.',
  subgraphs: {
    one: `
      type Query { found: [Found!]! }
      union Found = Repository | User
      type Repository { name: String mood: RepositoryMood path: String! }
      type User { name: String mood: UserMood login: String }
      enum RepositoryMood { QUIET }
      enum UserMood { LOUD }
    `,
  },
  data: {
    Query: { found: ['Repository:1', 'User:1'] },
    'Repository:1': { name: 'r', mood: 'QUIET', path: '/r' },
    'User:1': { name: 'u', mood: 'LOUD', login: 'l' },
  },
  query: '{ found { ... on Repository { good: name is: path } ... on User { good: name login mood } } again: found { ... on Repository { mood } ... on User { other: mood } } }',
  answer: { found: [{ good: 'r', is: '/r' }, { good: 'u', login: 'l', mood: 'LOUD' }], again: [{ mood: 'QUIET' }, { other: 'LOUD' }] },
};
