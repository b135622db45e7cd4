import { internalOnly } from '@sangam/kit/authorization/basic-rules';
import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { removeOldSigningKeys } from './key.jobs';
import { KeyResolver } from './key.resolver';
import { SigningKey } from './signing-key.entity';

export const keys = defineFeature({
  name: 'keys',
  entities: [SigningKey],
  resolvers: [KeyResolver],
  rules: defineRules({ Query: { signingKeys: internalOnly } }),
  jobs: [removeOldSigningKeys],
});
