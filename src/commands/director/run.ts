import {defineCommand, type Values} from '../command.js';
import {choice, endpoint, file, flag} from '../kinds.js';

const options = {
  config: {
    kind: file,
    describe:
      'a keepalived.conf (.conf), an ldirectord.cf (.cf) or a configuration of lvsctl (.yaml); default /etc/lvsctl/director.yaml, and where that is not there /etc/keepalived/keepalived.conf',
  },
  only: {
    kind: choice('routers', 'services'),
    describe: 'carry out only the virtual routers, or only the virtual services with their checks',
  },
  metrics: {
    kind: endpoint,
    describe: 'answer Prometheus there, at http://ADDRESS:PORT/metrics, whatever the configuration says of that',
  },
  'dry-run': {kind: flag, describe: 'check the configuration, print what would be done, and change nothing'},
} as const;

export type DirectorRunOptions = Values<typeof options>;

export const directorRun = defineCommand({
  name: 'director run',
  summary:
    'be the director: hold the addresses of virtual routers, and keep the table as the checks of real servers say, in the place of keepalived or ldirectord',
  brief: 'be the director: hold addresses, check, keep the table',
  options,
  takesSignals: true,
  seeAlso: ['ha', 'director reload', 'director state', 'config convert'],
  changes: ({'dry-run': isDryRun}) => (isDryRun ? 'nothing' : 'as a daemon'),
  examples: [
    ['lvsctl director run --dry-run', 'what it would do'],
    ['lvsctl director run --config /etc/ha.d/ldirectord.cf', 'virtual services alone, as ldirectord has them'],
    ['lvsctl director run --metrics 127.0.0.1:9099', 'with counters and gauges for Prometheus'],
    ['systemctl start lvsctl-director', 'as a service: SIGHUP reloads, SIGTERM gives everything up in order'],
  ],
  run: async (...asked) => (await import('./director-run.js')).runDirectorCommand(...asked),
});
