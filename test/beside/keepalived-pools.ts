import type {Case, Server} from './keepalived-case.js';

const connects = 'TCP_CHECK {\n      connect_timeout 2\n      retry 0\n    }';
const some = (many: number, more: Partial<Server> = {}): Server[] =>
  Array.from({length: many}, () => ({well: 'silent', ill: 'refused', then: 'out', ...more}));

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
    servers: some(2, {then: 0}),
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
    servers: [...some(4, {weight: 1}), ...some(3, {weight: 1, ill: 'silent', then: 'in'})],
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
    servers: (['503', 'refused', 'silent'] as const).map(ill => ({well: 'page', ill, then: 'out'})),
  },
];
