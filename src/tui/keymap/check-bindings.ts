import type {Binding} from './binding.js';

/** The keys of the screen of checks, and of what lies over it. */
export const checkBindings = [
  {scope: 'checks', intention: 'open', keys: ['enter'], label: 'all of it: checks, history', short: 'detail'},
  {
    scope: 'checks',
    intention: 'only-failed',
    keys: ['f'],
    label: 'only servers that are down, and all',
    short: 'failed',
  },
  {scope: 'checks', intention: 'next-problem', keys: ['n', '!'], label: 'to the next that is down'},
  {scope: 'checks', intention: 'top', keys: ['home'], label: 'to the first row'},
  {scope: 'checks', intention: 'sort-reverse', keys: ['R'], label: 'reverse the order'},
  {
    scope: 'checks',
    intention: 'filter',
    keys: ['/'],
    label: 'filter: text, address, :port, state=down, layer=L4, latency>100',
  },
  {scope: 'checks-detail', intention: 'back', keys: ['escape'], label: 'back', short: 'back'},
  {scope: 'checks-detail', intention: 'down', keys: ['j', 'down'], label: 'down', short: 'down'},
  {scope: 'checks-detail', intention: 'up', keys: ['k', 'up'], label: 'up', short: 'up'},
  {scope: 'checks-detail', intention: 'page-down', keys: ['space', 'pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'checks-detail', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'checks-detail', intention: 'top', keys: ['home'], label: 'to the first line'},
  {scope: 'checks-detail', intention: 'bottom', keys: ['G', 'end'], label: 'to the last line'},
  {
    scope: 'checked',
    intention: 'run-checks',
    keys: ['r'],
    label: 'run its checks now, and show each step',
    short: 'run now',
    isChange: true, // the director counts what comes of it
  },
  {
    scope: 'checked',
    intention: 'switch-checks',
    keys: ['d'],
    label: 'switch its checks off, or on again: it stays as it is meanwhile',
    short: 'disable',
    isChange: true,
  },
  {
    scope: 'checked',
    intention: 'ask-checker',
    keys: ['g'],
    label: 'read it now; keepalived is signalled for it (SIGUSR1)',
    short: 'ask again',
  },
] as const satisfies readonly Binding[];
