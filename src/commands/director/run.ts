import {defineCommand, type Values} from '../command.js';
import {flag, word} from '../kinds.js';

const options = {
  config: {
    kind: word,
    describe:
      'a keepalived.conf (.conf) or a configuration of lvsctl (.yaml); default /etc/lvsctl/director.yaml, and where that is not there /etc/keepalived/keepalived.conf',
  },
  'dry-run': {kind: flag, describe: 'check the configuration, print what would be done, and change nothing'},
} as const;

export type DirectorRunOptions = Values<typeof options>;

export const directorRun = defineCommand({
  name: 'director run',
  summary: 'be a VRRP router: hold the addresses of virtual routers, in the place of keepalived',
  options,
  takesSignals: true,
  examples: [
    ['lvsctl director run --dry-run', 'what it would do'],
    ['systemctl start lvsctl-director', 'as a service: SIGHUP reloads, SIGTERM gives everything up in order'],
  ],
  run: async (...asked) => (await import('./director-run.js')).runDirectorCommand(...asked),
});
