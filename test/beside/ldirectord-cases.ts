import type {Case, Manner, Server} from './ldirectord-case.js';
import {tableCases} from './ldirectord-table-cases.js';

/** Servers that are out while they are ill. What takes a timeout stands at an even place: ldirectord starts one by one. */
const out = (...ill: readonly Manner[]): Server[] => ill.map(manner => ({ill: manner, whenIll: 'out'}));

const notAsked = (...ill: readonly Manner[]): Server[] =>
  ill.map(manner => ({ill: manner, whenIll: 'in', ours: {whenIll: 'out', why: 'pop without a login'}}));
const strange: Server = {ill: 'refused', whenIll: 'out', whenWell: 'out'};
const endless: Server = {ill: 'silent', whenIll: 'in', ours: {whenIll: 'out', why: 'no limit'}};

const asks = (service: string, ...lines: string[]) => ['checktype=negotiate', `service=${service}`, ...lines];
const ann = ['login="ann"', 'passwd="correct horse"'];
const alive = ['request="alive"', 'receive="^yes"'];
const greeting: readonly Manner[] = ['refused', 'closes', 'silent'];
const talking: readonly Manner[] = ['silent', 'refused', 'dropped', 'reset'];

const web: readonly Case[] = (['http', 'https'] as const).flatMap(service => {
  const port = service === 'http' ? 80 : 443;
  return [
    {
      name: service,
      lines: asks(service, ...alive),
      port,
      backend: service,
      servers: out(...talking, 'other answer', 'closes', 'refuses', 'nothing', 'garbage'),
    },
    {
      name: `${service}, virtualhost, HEAD`,
      lines: asks(service, 'request="named"', 'virtualhost="www.example.org"', 'httpmethod=HEAD'),
      port,
      backend: service,
      servers: [...out('silent', 'refuses'), {ill: 'nothing', whenIll: 'in'}],
    },
  ] satisfies Case[];
});

const moreWeb: readonly Case[] = [
  {
    name: 'http, moved',
    lines: asks('http', 'request="moved"', 'receive="yes"'),
    port: 80,
    backend: 'http',
    servers: out('other answer', 'refuses'),
  },
  {
    name: 'http, checkport, a request of each',
    lines: asks('http', 'checkport=8081', 'receive="never"'),
    real: '"alive", "^yes"',
    port: 80,
    checkPort: 8081,
    backend: 'http',
    servers: out('refused', 'other answer'),
  },
  {
    name: 'http_proxy',
    lines: asks('http_proxy', 'request="http://www.example.org/named"', 'receive="named"'),
    port: 3128,
    backend: 'http',
    servers: out('silent', 'refused', 'refuses', 'reset'),
  },
];

const mail: readonly Case[] = [
  ...(['smtp', 'submission'] as const).map(
    (service): Case => ({
      name: service,
      lines: asks(service),
      port: service === 'smtp' ? 25 : 587,
      backend: 'smtp',
      servers: out(...talking, 'refuses', 'closes', 'nothing'),
    }),
  ),
  ...(['pop', 'pops', 'imap', 'imaps'] as const).flatMap((service): Case[] => {
    const port = {pop: 110, pops: 995, imap: 143, imaps: 993}[service];
    const isPop = service.startsWith('pop');
    return [
      {
        name: service,
        lines: asks(service),
        port,
        backend: service,
        servers: isPop ? notAsked(...greeting) : out(...greeting),
      },
      {
        name: `${service}, login`,
        lines: asks(service, ...ann),
        port,
        backend: service,
        servers: out(service === 'pop' ? 'nothing' : 'silent', 'refuses', 'dropped', 'reset', 'refused'),
      },
    ];
  }),
  {name: 'pop, login, silent', lines: asks('pop', ...ann), port: 110, backend: 'pop', servers: [endless]},
  {
    name: 'imaps, a certificate of its own',
    lines: asks('imaps'),
    port: 993,
    backend: 'strange imaps',
    servers: [strange],
  },
  {
    name: 'pops, login, a certificate of its own',
    lines: asks('pops', ...ann),
    port: 995,
    backend: 'strange pops',
    servers: [strange],
  },
];

const directories: readonly Case[] = (['ldap', 'ldaps'] as const).flatMap(service => {
  const port = service === 'ldap' ? 389 : 636;
  const entry = ['request="cn=ann,dc=example"', 'receive="^cn=ann"'];
  const login = ['login="cn=ann,dc=example"', 'passwd="correct horse"'];
  return [
    {
      name: service,
      lines: asks(service, ...entry),
      port,
      backend: service,
      servers: out(...talking, 'nothing', 'closes'),
    },
    {
      name: `${service}, login`,
      lines: asks(service, ...entry, ...login),
      port,
      backend: service,
      servers: out('silent', 'refuses', 'nothing'),
    },
    {
      name: `${service}, another name`,
      lines: asks(service, 'request="cn=ann,dc=example"', 'receive="bob"'),
      port,
      backend: service,
      servers: [{ill: 'refused', whenWell: 'out', whenIll: 'out'}],
    },
  ] satisfies Case[];
});

const databases: readonly Case[] = (['mysql', 'pgsql'] as const).flatMap(service => {
  const port = service === 'mysql' ? 3306 : 5432;
  const query = ['database="shop"', 'request="select * from wares"', ...ann];
  return [
    {
      name: service,
      lines: asks(service, ...query),
      port,
      backend: service,
      servers: out('refused', 'reset', 'refuses', 'closes', 'nothing', 'other answer'),
    },
    {
      name: `${service}, silent`,
      lines: asks(service, ...query),
      port,
      backend: service,
      servers: [endless],
    },
    {
      name: `${service}, no login`,
      lines: asks(service, 'request="select 1"'),
      port,
      backend: service,
      servers: [{ill: 'refused', whenWell: 'out', whenIll: 'out'}],
    },
  ] satisfies Case[];
});

const names: readonly Case[] = (['udp', 'tcp'] as const).map(protocol => ({
  name: `dns over ${protocol}`,
  lines: asks('dns', `protocol=${protocol}`, 'request="www.example.org"', 'receive="^10\\.1\\.0\\.1$"'),
  port: 53,
  isUdp: protocol === 'udp',
  backend: 'dns',
  servers: out('silent', 'refused', 'dropped', 'nothing', 'other answer', 'garbage'),
}));

const others: readonly Case[] = [
  {
    name: 'dns, an address',
    lines: asks('dns', 'protocol=udp', 'request="10.1.0.1"', 'receive="^www"'),
    port: 53,
    isUdp: true,
    backend: 'dns',
    servers: out('nothing', 'other answer'),
  },
  {
    name: 'dns, no receive',
    lines: asks('dns', 'protocol=udp', 'request="www.example.org"'),
    port: 53,
    isUdp: true,
    backend: 'dns',
    servers: [{ill: 'refused', whenWell: 'out', whenIll: 'out'}],
  },
  {
    name: 'ftp',
    lines: asks('ftp', ...alive),
    port: 21,
    backend: 'ftp',
    servers: out(...talking, 'other answer', 'closes', 'refuses', 'nothing'),
  },
  {
    name: 'nntp',
    lines: asks('nntp'),
    port: 119,
    backend: 'nntp',
    servers: out('silent', 'refused', 'refuses', 'reset'),
  },
  {
    name: 'simpletcp',
    lines: asks('simpletcp', 'request="are you well?\\n"', 'receive="^yes"'),
    port: 1007,
    backend: 'simpletcp',
    servers: out(...talking, 'other answer', 'closes', 'nothing', 'garbage'),
  },
  ...(['tcp', 'udp'] as const).map(
    (protocol): Case => ({
      name: `sip over ${protocol}`,
      lines: asks('sip', `protocol=${protocol}`, 'login="ann@example.org"'),
      port: 5060,
      isUdp: protocol === 'udp',
      backend: 'sip',
      servers: out('silent', 'refused', 'dropped', 'other answer', 'garbage'),
    }),
  ),
  {
    name: 'radius',
    lines: asks('radius', 'protocol=udp', 'secret="between us"', ...ann),
    port: 1812,
    isUdp: true,
    backend: 'radius',
    servers: out('silent', 'refused', 'dropped', 'refuses', 'nothing', 'garbage'),
  },
];

export const ldirectordCases: readonly Case[] = [
  ...web,
  ...moreWeb,
  ...mail,
  ...directories,
  ...databases,
  ...names,
  ...others,
  ...tableCases,
];
