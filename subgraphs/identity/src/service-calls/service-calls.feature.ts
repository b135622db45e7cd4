import { defineRules } from '@sangam/kit/authorization/rules';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { userRoute, validateTokenRoute } from './service-call.routes';

export const serviceCalls = defineFeature({ name: 'service-calls', rules: defineRules({}), routes: [validateTokenRoute, userRoute] });
