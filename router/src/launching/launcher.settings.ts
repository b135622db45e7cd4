import { choice, defineSettings, setting } from '@sangam/kit/settings/define-settings';

/** What the development launcher of the apart mode reads besides the settings of what it starts. */
export const launcherSettings = defineSettings('start:apart', {
  SUBGRAPH_PORTS: setting({
    schema: choice(['listed', 'free'], 'listed'),
    description: 'Ports of the subgraphs that `npm run start:apart` starts: those in router/src/subgraphs.ts, or free ones, so that several installations run side by side.',
  }),
});
