/** Where a key means something: `list` is every screen with rows to choose from. */
export type Scope =
  | 'everywhere'
  | 'list'
  | 'services'
  | 'connections'
  | 'director'
  | 'ha'
  | 'ha-detail'
  | 'routers'
  | 'events'
  | 'detail'
  | 'prompt'
  | 'preview'
  | 'handover'
  | 'help'
  | 'columns';

/** One thing that can be meant, with the keys that mean it. */
export interface Binding {
  readonly intention: string;
  readonly scope: Scope;
  /** Names of key-name.ts. */
  readonly keys: readonly string[];
  /** For the help. */
  readonly label: string;
  /** For the footer: a word or two; without it the footer leaves it out. */
  readonly short?: string;
  /** It changes the director: unbound with --read-only. */
  readonly isChange?: true;
}

/** Every key there is: the help, the footer, the configuration file and the tests are made from these rows. */
export const bindings = [
  {scope: 'everywhere', intention: 'help', keys: ['?'], label: 'this help', short: 'help'},
  {scope: 'everywhere', intention: 'quit', keys: ['q', 'ctrl+c'], label: 'quit', short: 'quit'},
  {scope: 'everywhere', intention: 'screen-services', keys: ['1'], label: 'services'},
  {scope: 'everywhere', intention: 'screen-connections', keys: ['2'], label: 'connections'},
  {scope: 'everywhere', intention: 'screen-director', keys: ['3'], label: 'director'},
  {scope: 'everywhere', intention: 'screen-ha', keys: ['4'], label: 'HA: who holds the addresses'},
  {scope: 'everywhere', intention: 'screen-checks', keys: ['5'], label: 'checks'},
  {scope: 'everywhere', intention: 'screen-events', keys: ['6'], label: 'events'},
  {scope: 'everywhere', intention: 'next-screen', keys: ['tab'], label: 'next screen'},
  {scope: 'everywhere', intention: 'previous-screen', keys: ['shift+tab'], label: 'previous screen'},
  {scope: 'everywhere', intention: 'command', keys: [':'], label: 'type a command', short: 'command'},
  {scope: 'everywhere', intention: 'back', keys: ['escape'], label: 'back; clear the filter'},
  {scope: 'everywhere', intention: 'pause', keys: ['p'], label: 'hold the screen still, and go on'},
  {scope: 'everywhere', intention: 'refresh', keys: ['ctrl+r'], label: 'read everything now'},
  {scope: 'everywhere', intention: 'repaint', keys: ['ctrl+l'], label: 'paint the screen anew'},
  {scope: 'everywhere', intention: 'suspend', keys: ['ctrl+z'], label: 'suspend (fg comes back)'},
  {
    scope: 'everywhere',
    intention: 'undo',
    keys: ['u'],
    label: 'take the last change back',
    short: 'undo',
    isChange: true,
  },

  {scope: 'list', intention: 'down', keys: ['j', 'down'], label: 'down'},
  {scope: 'list', intention: 'up', keys: ['k', 'up'], label: 'up'},
  {scope: 'list', intention: 'page-down', keys: ['pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'list', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'list', intention: 'top', keys: ['g', 'home'], label: 'to the first row'},
  {scope: 'list', intention: 'bottom', keys: ['G', 'end'], label: 'to the last row'},
  {
    scope: 'list',
    intention: 'filter',
    keys: ['/'],
    label: 'filter: text, address, prefix, :port, weight=0, state=…',
    short: 'filter',
  },
  {scope: 'list', intention: 'sort-next', keys: ['>', '.'], label: 'sort by the next column', short: 'sort'},
  {scope: 'list', intention: 'sort-previous', keys: ['<', ','], label: 'sort by the column before'},
  {scope: 'list', intention: 'sort-reverse', keys: ['r'], label: 'reverse the order'},
  {scope: 'list', intention: 'columns', keys: ['c'], label: 'choose columns'},

  {
    scope: 'services',
    intention: 'open',
    keys: ['enter'],
    label: 'charts and counters of the selected',
    short: 'detail',
  },
  {scope: 'services', intention: 'fold', keys: ['space'], label: 'fold and unfold the service'},
  {scope: 'services', intention: 'unfold-one', keys: ['right', 'l'], label: 'unfold'},
  {scope: 'services', intention: 'fold-one', keys: ['left', 'h'], label: 'fold; to the service'},
  {scope: 'services', intention: 'fold-all', keys: ['*'], label: 'fold and unfold all'},
  {scope: 'services', intention: 'busiest', keys: ['b'], label: 'to the busiest'},
  {scope: 'services', intention: 'next-problem', keys: ['n', '!'], label: 'to the next that needs a look'},
  {scope: 'services', intention: 'hide-idle', keys: ['i'], label: 'hide idle services'},
  {scope: 'services', intention: 'follow', keys: ['f'], label: 'connections of the selected', short: 'conns'},
  {scope: 'services', intention: 'weight-up', keys: ['+', '='], label: 'weight +1', short: 'weight', isChange: true},
  {scope: 'services', intention: 'weight-down', keys: ['-'], label: 'weight −1', isChange: true},
  {scope: 'services', intention: 'weight-up-10', keys: [']'], label: 'weight +10', isChange: true},
  {scope: 'services', intention: 'weight-down-10', keys: ['['], label: 'weight −10', isChange: true},
  {scope: 'services', intention: 'weight-set', keys: ['w'], label: 'set the weight', isChange: true},
  {scope: 'services', intention: 'quiesce', keys: ['x'], label: 'quiesce (weight 0)', short: 'quiesce', isChange: true},
  {scope: 'services', intention: 'restore', keys: ['R'], label: 'restore the weight it had', isChange: true},
  {scope: 'services', intention: 'drain', keys: ['D'], label: 'drain, and say why', short: 'drain', isChange: true},
  {scope: 'services', intention: 'undrain', keys: ['U'], label: 'end the drain', isChange: true},
  {scope: 'services', intention: 'add-server', keys: ['a'], label: 'add a real server', isChange: true},
  {scope: 'services', intention: 'add-service', keys: ['A'], label: 'add a service', isChange: true},
  {
    scope: 'services',
    intention: 'edit',
    keys: ['e'],
    label: 'edit: scheduler, persistence, forwarding, thresholds',
    isChange: true,
  },
  {scope: 'services', intention: 'delete', keys: ['d', 'delete'], label: 'delete', isChange: true},
  {scope: 'services', intention: 'zero', keys: ['z'], label: 'zero the counters', isChange: true},

  {
    scope: 'connections',
    intention: 'count-next',
    keys: ['t'],
    label: 'list, then counts by client, service, server, state',
    short: 'count by',
  },
  {scope: 'connections', intention: 'open', keys: ['enter'], label: 'of a count: only these', short: 'only these'},
  {scope: 'connections', intention: 'only-client', keys: ['o'], label: 'only this client'},
  {scope: 'connections', intention: 'only-server', keys: ['f'], label: 'only this real server', short: 'follow'},
  {
    scope: 'connections',
    intention: 'step-back',
    keys: ['escape'],
    label: 'back to the list; clear the filter; follow no longer',
  },

  {scope: 'director', intention: 'down', keys: ['j', 'down'], label: 'down', short: 'down'},
  {scope: 'director', intention: 'up', keys: ['k', 'up'], label: 'up', short: 'up'},
  {scope: 'director', intention: 'page-down', keys: ['space', 'pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'director', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'director', intention: 'top', keys: ['g', 'home'], label: 'to the first line'},
  {scope: 'director', intention: 'bottom', keys: ['G', 'end'], label: 'to the last line'},

  {scope: 'ha', intention: 'down', keys: ['j', 'down'], label: 'down'},
  {scope: 'ha', intention: 'up', keys: ['k', 'up'], label: 'up'},
  {scope: 'ha', intention: 'page-down', keys: ['pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'ha', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'ha', intention: 'top', keys: ['g', 'home'], label: 'to the first row'},
  {scope: 'ha', intention: 'bottom', keys: ['G', 'end'], label: 'to the last row'},
  {scope: 'ha', intention: 'open', keys: ['enter'], label: 'why it is so: all the evidence', short: 'why'},
  {scope: 'ha', intention: 'timeline', keys: ['t'], label: 'the whole timeline', short: 'timeline'},
  {scope: 'ha', intention: 'next-problem', keys: ['n', '!'], label: 'to the next with a finding'},
  {
    scope: 'ha',
    intention: 'filter',
    keys: ['/'],
    label: 'filter: name, interface, state, group, address',
    short: 'filter',
  },
  {scope: 'ha', intention: 'columns', keys: ['c'], label: 'choose columns'},
  {scope: 'ha-detail', intention: 'back', keys: ['escape'], label: 'back', short: 'back'},
  {scope: 'ha-detail', intention: 'down', keys: ['j', 'down'], label: 'down', short: 'down'},
  {scope: 'ha-detail', intention: 'up', keys: ['k', 'up'], label: 'up', short: 'up'},
  {scope: 'ha-detail', intention: 'page-down', keys: ['space', 'pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'ha-detail', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'ha-detail', intention: 'top', keys: ['g', 'home'], label: 'to the first line'},
  {scope: 'ha-detail', intention: 'bottom', keys: ['G', 'end'], label: 'to the last line'},
  {
    scope: 'routers',
    intention: 'switch-router',
    keys: ['s'],
    label: 'switch: away from this host if it is master, else here',
    short: 'switch',
    isChange: true,
  },
  {
    scope: 'routers',
    intention: 'hold-router',
    keys: ['S'],
    label: 'switch and hold it so: for how long, and why',
    isChange: true,
  },
  {
    scope: 'routers',
    intention: 'release-router',
    keys: ['r', 'R'],
    label: 'release what is held',
    short: 'release',
    isChange: true,
  },
  {
    scope: 'routers',
    intention: 'ask-daemon',
    keys: ['a'],
    label: 'ask the daemon for its dump (signals it: SIGUSR1)',
    short: 'ask daemon',
  },

  {scope: 'events', intention: 'open', keys: ['enter'], label: 'to what it happened to', short: 'go there'},

  {scope: 'detail', intention: 'follow', keys: ['f'], label: 'its connections', short: 'conns'},
  {scope: 'detail', intention: 'next-chart', keys: ['t'], label: 'time of the charts: 1, 2, 5 minutes', short: 'time'},
  {scope: 'detail', intention: 'back', keys: ['escape'], label: 'back', short: 'back'},
  {scope: 'detail', intention: 'down', keys: ['j', 'down'], label: 'down', short: 'down'},
  {scope: 'detail', intention: 'up', keys: ['k', 'up'], label: 'up', short: 'up'},
  {scope: 'detail', intention: 'page-down', keys: ['space', 'pagedown', 'ctrl+f'], label: 'a page down'},
  {scope: 'detail', intention: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'a page up'},
  {scope: 'detail', intention: 'top', keys: ['g', 'home'], label: 'to the first line'},
  {scope: 'detail', intention: 'bottom', keys: ['G', 'end'], label: 'to the last line'},

  {scope: 'preview', intention: 'confirm', keys: ['enter'], label: 'make the change', short: 'apply'},
  {scope: 'preview', intention: 'confirm-danger', keys: ['y'], label: 'make the dangerous change', short: 'apply'},
  {
    scope: 'preview',
    intention: 'back',
    keys: ['escape', 'n', 'q', 'ctrl+c'],
    label: 'leave everything as it is',
    short: 'cancel',
  },

  {scope: 'handover', intention: 'down', keys: ['j', 'down'], label: 'down', short: 'down'},
  {scope: 'handover', intention: 'up', keys: ['k', 'up'], label: 'up'},
  {scope: 'handover', intention: 'page-down', keys: ['space', 'pagedown'], label: 'a page down'},
  {scope: 'handover', intention: 'page-up', keys: ['pageup'], label: 'a page up'},

  {
    scope: 'help',
    intention: 'back',
    keys: ['escape', 'q', '?', 'enter', 'ctrl+c'],
    label: 'close the help',
    short: 'close',
  },
  {scope: 'help', intention: 'down', keys: ['j', 'down'], label: 'down'},
  {scope: 'help', intention: 'up', keys: ['k', 'up'], label: 'up'},
  {scope: 'help', intention: 'page-down', keys: ['space', 'pagedown'], label: 'a page down'},
  {scope: 'help', intention: 'page-up', keys: ['pageup'], label: 'a page up'},

  {scope: 'columns', intention: 'toggle', keys: ['space'], label: 'show or hide', short: 'show/hide'},
  {scope: 'columns', intention: 'down', keys: ['j', 'down'], label: 'down'},
  {scope: 'columns', intention: 'up', keys: ['k', 'up'], label: 'up'},
  {scope: 'columns', intention: 'move-left', keys: ['K'], label: 'further left', short: 'left'},
  {scope: 'columns', intention: 'move-right', keys: ['J'], label: 'further right', short: 'right'},
  {scope: 'columns', intention: 'reset', keys: ['r'], label: 'as it comes', short: 'reset'},
  {scope: 'columns', intention: 'save', keys: ['enter'], label: 'use and save', short: 'save'},
  {scope: 'columns', intention: 'back', keys: ['escape', 'q', 'ctrl+c'], label: 'leave it', short: 'cancel'},
] as const satisfies readonly Binding[];

export type Intention = (typeof bindings)[number]['intention'];
