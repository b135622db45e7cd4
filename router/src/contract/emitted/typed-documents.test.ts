import { print } from 'graphql';
import { readRepositoryFile } from '../repository';
import { LoginDocument } from '@sangam/schema/typed/operations';
import { ViewerOfSessionDocument } from '@sangam/schema/typed/internal';

it('typed documents print as they are written', () => {
  const written = (file: string) => (readRepositoryFile(file) ?? '').replace(/\s+/g, ' ');
  expect(written('schema/operations/identity/sessions.graphql')).toContain(print(LoginDocument).replace(/\s+/g, ' '));
  expect(written('schema/internal/identity.graphql')).toContain(print(ViewerOfSessionDocument).replace(/\s+/g, ' '));
});
