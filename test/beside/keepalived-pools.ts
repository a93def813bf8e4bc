import type {Case, Server} from './keepalived-case.js';

const connects = 'TCP_CHECK {\n      connect_timeout 2\n      retry 0\n    }';
const some = (many: number, more: Partial<Server> = {}): Server[] =>
  Array.from({length: many}, () => ({well: 'silent', ill: 'refused', stands: 'out', ...more}));

/**
 * What a virtual server makes of its checks. Servers are told by their letters: of a, b, c, d the scenes have ill first
 * b and d, then a and c, then all, then none.
 */
export const poolCases: readonly Case[] = [
  {
    name: 'inhibit_on_failure',
    check: connects,
    port: 80,
    lines: 'inhibit_on_failure',
    servers: some(2, {stands: 0}),
  },
  {
    name: 'weight 0',
    check: connects,
    port: 80,
    servers: some(2, {weight: 0}),
  },
  {
    name: 'alpha, omega',
    check: connects,
    port: 80,
    lines: 'alpha\n  omega',
    servers: some(2),
  },
  {
    name: 'a sorry server',
    check: connects,
    port: 80,
    lines: 'sorry_server @sorry 80',
    servers: some(2),
    scenes: ['a', 'b', 'sorry', 'a b'],
  },
  {
    name: 'a sorry server, alpha',
    check: connects,
    port: 80,
    lines: 'alpha\n  sorry_server @sorry 80',
    servers: some(2),
    scenes: ['a', 'b', 'sorry', 'a b'],
  },
  {
    name: 'a quorum of 4, hysteresis 1, a sorry server',
    check: connects,
    port: 80,
    lines: 'quorum 4\n  hysteresis 1\n  sorry_server @sorry 80',
    servers: [...some(4, {weight: 1}), ...some(3, {weight: 1, ill: 'silent', stands: 'in'})],
    scenes: ['a c e f g', 'b d e f g', 'e f g', 'a b c d e f g'],
  },
  {
    name: 'a quorum that is not reached, a sorry server',
    check: connects,
    port: 80,
    lines: 'quorum 3\n  sorry_server @sorry 80',
    servers: some(4, {weight: 1}),
    scenes: ['sorry', 'sorry', 'sorry', 'a b c d'],
  },
  {
    name: 'a firewall mark',
    check: connects,
    port: 80,
    virtual: 'fwmark 7',
    servers: some(2),
  },
  {
    name: 'a group',
    check: connects,
    port: 80,
    virtual: 'group several',
    servers: some(2),
  },
  {
    name: 'two checks of a server',
    check: `${connects}\n    HTTP_GET {\n      url {\n        path /\n      }\n      connect_timeout 2\n      retry 0\n    }`,
    port: 80,
    servers: (['503', 'refused', 'silent'] as const).map(ill => ({well: 'page', ill, stands: 'out'})),
  },
  {
    name: 'DR, persistent',
    check: connects,
    port: 80,
    lines: 'lvs_sched wlc\n  lvs_method DR\n  persistence_timeout 600\n  persistence_granularity 255.255.255.0',
    servers: some(2, {lines: 'uthreshold 100\n    lthreshold 50'}),
  },
  {
    name: 'a tunnel, sh with flags',
    check: connects,
    port: 80,
    lines: 'lvs_sched sh\n  lvs_method TUN\n  sh-port\n  sh-fallback',
    servers: some(2),
  },
  {
    name: 'UDP, one packet, another method for each server',
    check: connects,
    port: 80,
    isUdp: true,
    lines: 'lvs_sched rr\n  ops',
    servers: some(2, {lines: 'lvs_method DR'}),
  },
  {
    name: 'a sorry server that inhibits',
    check: connects,
    port: 80,
    lines: 'sorry_server @sorry 80\n  sorry_server_inhibit',
    servers: some(2),
    scenes: ['a', 'b', 'sorry', 'a b'],
  },
];
