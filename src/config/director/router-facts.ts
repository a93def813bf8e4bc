import {formatAddress} from '../../net/address.js';
import type {
  GroupSettings,
  NotifyCommand,
  NotifySettings,
  OwnAddress,
  RouterSettings,
  Tracked,
  TrackingSettings,
} from '../../vrrp/router/configuration.js';
import type {Fact, FactList, Facts} from './facts.js';
import {formatSpan} from './kinds.js';

const yes = (isSo: boolean) => (isSo ? 'yes' : 'no');

const addressText = ({address, prefixLength, interface: link, label, scope, broadcast, peer}: OwnAddress) =>
  [
    `${formatAddress(address)}/${prefixLength}`,
    link && `on ${link}`,
    label && `label ${label}`,
    scope === undefined ? undefined : `scope ${scope}`,
    broadcast && `broadcast ${formatAddress(broadcast)}`,
    peer && `peer ${formatAddress(peer)}`,
  ]
    .filter(Boolean)
    .join(' ');

const trackedText = ({name, weight, isReversed}: Tracked) =>
  `${name}${weight === 0 ? '' : ` weight ${weight}`}${isReversed ? ' reversed' : ''}`;

/** A command as one would type it. */
export function commandText({command, user}: NotifyCommand): string {
  const words = command.map(word => (/^[\w./:=@%+-]+$/.test(word) ? word : JSON.stringify(word)));
  return `${words.join(' ')}${user === undefined ? '' : ` as ${user}`}`;
}

/** What is tracked, by kind. */
const trackingLists: readonly FactList<{readonly tracking: TrackingSettings}>[] = [
  {label: 'tracked link', all: ({tracking}) => tracking.interfaces.map(trackedText)},
  {label: 'tracked script', all: ({tracking}) => tracking.scripts.map(trackedText)},
  {label: 'tracked file', all: ({tracking}) => tracking.files.map(trackedText)},
  {label: 'tracked process', all: ({tracking}) => tracking.processes.map(trackedText)},
];

const notifyLabels: Readonly<Record<string, string>> = {any: 'on any change', lower: 'on a lower master'};

/** What is run when. */
export const notifyFacts: readonly Fact<{readonly notify: NotifySettings}>[] = (
  ['master', 'backup', 'fault', 'stop', 'any', 'deleted', 'lower'] as const
).map(event => ({
  label: notifyLabels[event] ?? `on ${event}`,
  say: ({notify}) => {
    const command = notify[event];
    return command ? commandText(command) : 'nothing';
  },
  usual: 'nothing',
}));

const scalars: readonly Fact<RouterSettings>[] = [
  {label: 'interface', say: each => each.interface},
  {label: 'VRID', say: each => String(each.virtualRouter)},
  {label: 'VRRP', say: each => `${each.rules.version} over ${each.family === 'ipv4' ? 'IPv4' : 'IPv6'}`},
  {label: 'priority', say: each => String(each.priority)},
  {label: 'interval', say: each => formatSpan(each.rules.interval)},
  {label: 'silent intervals', say: each => String(each.rules.silentIntervals), usual: '3'},
  {label: 'preempt', say: each => yes(each.rules.preempts), usual: 'yes'},
  {label: 'preempt delay', say: each => formatSpan(each.rules.preemptDelay), usual: '0s'},
  {label: 'answers lower ones', say: each => yes(each.rules.answersLower), usual: 'yes'},
  {label: 'accept', say: each => yes(each.accepts), usual: 'yes'},
  {
    label: 'password',
    say: ({authentication}) => (authentication.type === 'password' ? '(hidden)' : 'none'),
    usual: 'none',
    isSame: ({authentication: a}, {authentication: b}) =>
      a.type !== 'password' || b.type !== 'password' || a.password.isSame(b.password),
  },
  {label: 'checksum', say: each => each.checksums.join(' or '), usual: 'pseudo-header'},
  {label: 'ttl', say: ({unicast}) => String(unicast?.hopLimit ?? 255), usual: '255'},
  {label: 'hears', say: heard, usual: 'its peers'},
  {
    label: 'group',
    say: ({multicastGroup}) => (multicastGroup ? formatAddress(multicastGroup) : 'the usual'),
    usual: 'the usual',
  },
  {label: 'other addresses of peers', say: each => (each.ignoresAddressLists ? 'meant' : 'told'), usual: 'told'},
  {label: 'source', say: ({source}) => (source ? formatAddress(source) : 'any'), usual: 'any'},
  {label: 'announces', say: announced, usual: '5 times and again after 5s and 5 times against rivals every 5s'},
  ...notifyFacts,
  {label: 'tells the FIFO its priority', say: ({notify}) => yes(notify.isPriorityTold), usual: 'no'},
];

/** keepalived without check_unicast_src hears whoever speaks by unicast. */
function heard({unicast}: RouterSettings): string {
  const isOpen = unicast?.peers.every(each => each.minimumHopLimit === 0 && each.maximumHopLimit === 255);
  return isOpen ? 'anybody by unicast' : 'its peers';
}

function announced({copies, rules: {announcing}}: RouterSettings): string {
  const {again, refresh, rival} = announcing;
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
  const words = [
    times(copies.master) + (again > 0 ? ` and again after ${formatSpan(again)}` : ''),
    refresh > 0 ? `${times(copies.refresh)} every ${formatSpan(refresh)}` : undefined,
    copies.rival > 0
      ? `${times(copies.rival)} against rivals${rival > 0 ? ` every ${formatSpan(rival)}` : ''}`
      : 'not against rivals',
  ];
  return words.filter(each => each !== undefined).join(' and ');
}

export const routerFacts: Facts<RouterSettings> = {
  facts: scalars,
  lists: [
    {label: 'address', all: each => each.addresses.map(addressText)},
    {label: 'excluded address', all: each => each.excluded.map(addressText)},
    {
      label: 'peer',
      all: ({unicast}) =>
        (unicast?.peers ?? []).map(({address, minimumHopLimit, maximumHopLimit}) => {
          const bounds =
            minimumHopLimit > 1 || maximumHopLimit < 255 ? ` ttl ${minimumHopLimit}..${maximumHopLimit}` : '';
          return formatAddress(address) + bounds;
        }),
    },
    ...trackingLists,
  ],
};

export const groupFacts: Facts<GroupSettings> = {
  facts: notifyFacts,
  lists: [{label: 'member', all: each => each.members}, ...trackingLists],
};
