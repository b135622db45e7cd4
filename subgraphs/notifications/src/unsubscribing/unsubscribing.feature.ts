import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { UnsubscribeKey } from './unsubscribe-key.entity';
import { seedUnsubscribeKey } from './unsubscribe-token';
import { showUnsubscribe, unsubscribe } from './unsubscribe.routes';

export const unsubscribing = defineFeature({
  name: 'unsubscribing',
  entities: [UnsubscribeKey],
  rules: defineRules({}),
  routes: [showUnsubscribe, unsubscribe],
  seed: seedUnsubscribeKey,
});
