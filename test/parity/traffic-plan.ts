import type {Recording} from './recording.js';
import type {Chance} from './seed.js';
import type {Talk} from './traffic-peer.js';

/** What the guest does, in order. */
export type Step =
  | {do: 'shell'; command: string}
  | {do: 'talk'; talks: Talk[]}
  | {do: 'local'; talks: Talk[]}
  /** Real ipvsadm, lvsctl, real ipvsadm: lvsctl must show what one of the two shows. */
  | {do: 'look'; id: string; argv: string[]; netns?: string}
  /** lvsctl makes a change; it must say what ipvsadm was recorded to say, and leave lines that match. */
  | {do: 'change'; id: string; argv: string[]; netns?: string; after: string; leaves: string};

const director = '10.0.0.1';
const tcp = (fromPort: number, port: number, ending: Talk['ending'] = 'hold', from = '172.16.1.2'): Talk => {
  return {protocol: 'tcp', from, fromPort, to: director, port, ending};
};
const udp = (from: string, fromPort: number, to: string, port: number, payload = 'hello'): Talk => {
  return {protocol: 'udp', from, fromPort, to, port, payload};
};
const six = (fromPort: number, port: number): Talk => {
  return {protocol: 'tcp', from: 'fd01::2', fromPort, to: '2001:db8::80', port};
};
const sip = (id: string): string => `INVITE sip:a@10.0.0.1 SIP/2.0\r\nCall-ID: ${id}\r\n\r\n`;
const burst = (count: number): Talk[] =>
  Array.from({length: count}, () => ({protocol: 'tcp', from: '172.16.1.2', to: director, port: 80}));

/** The connections of conn-002: every state a director shows. */
const first: Talk[] = [
  ...[40000, 40001, 40002, 40003].map(port => tcp(port, 80)),
  tcp(40100, 80, 'half'),
  tcp(40101, 80, 'answer'),
  tcp(40102, 80, 'close'),
  tcp(40104, 80, 'close'),
  ...[12, 13, 14].map(host => tcp(40988 + host, 443, 'hold', `172.16.1.${host}`)),
  tcp(41100, 444),
  tcp(44000, 99),
  six(42000, 80),
  six(42001, 81),
  udp('172.16.1.2', 43000, director, 53),
  udp('fd01::2', 43001, '2001:db8::80', 53),
  udp('172.16.1.2', 45000, director, 5060, sip('0123456789abcdef@172.16.1.2')),
  udp('172.16.1.2', 45001, director, 5060, sip(`${'x'.repeat(150)}@h`)),
];

/** Perl has the two sockets Node lacks: SCTP, and one whose packets carry a mark. */
const perlTalks = `
ip netns exec rs1 perl -MSocket -e 'socket(S,2,1,132); bind(S,sockaddr_in(7000,INADDR_ANY)) or die $!; listen(S,5); accept(C,S); sleep 100' &
perl -e 'select undef,undef,undef,0.4'
ip netns exec cl perl -MSocket -e 'socket(S,2,1,132); bind(S,sockaddr_in(47000,inet_aton("172.16.1.2"))); connect(S,sockaddr_in(7000,inet_aton("10.0.0.1"))); sleep 100' &
perl -MSocket -e 'socket(S,2,1,6); setsockopt(S,1,36,pack("l",5)); bind(S,sockaddr_in(46000,inet_aton("172.16.2.1"))); connect(S,sockaddr_in(9000,inet_aton("10.0.0.1"))); sleep 100' &
perl -e 'select undef,undef,undef,0.4'`;

const estimatorTick = 'sleep 2.3';
const settings = '/proc/sys/net/ipv4/vs';

/** Connections of more than 99 minutes. */
const longLived = [
  '-C',
  '-A -u 10.0.0.1:53',
  '-a -u 10.0.0.1:53 -r 127.0.0.1:5353 -m',
  '-A -u 10.0.0.1:54 -p 2678400',
  '-a -u 10.0.0.1:54 -r 127.0.0.1:5353 -m',
  '--set 0 0 2678400',
];

/** What must be done just before a recording is looked at. */
const before: Readonly<Record<string, Step[]>> = {
  'conn-002': [
    {do: 'talk', talks: first},
    {do: 'shell', command: perlTalks},
    {do: 'shell', command: estimatorTick},
    {do: 'talk', talks: [tcp(40103, 80, 'reset')]}, // the director forgets it after 10 s
  ],
  'stats-027': [{do: 'talk', talks: burst(10)}],
  'stats-028': [{do: 'shell', command: estimatorTick}],
  'stats-029': [
    {do: 'shell', command: `echo 0 > ${settings}/run_estimation`},
    {do: 'talk', talks: burst(5)},
    {do: 'shell', command: estimatorTick},
  ],
  'stats-030': [{do: 'shell', command: `echo 1 > ${settings}/run_estimation; ${estimatorTick}`}],
  'drain-031': [{do: 'shell', command: 'ipvsadm -e -t 10.0.0.1:80 -r 172.16.2.2:8080 -m -w 0'}],
  'drain-034': [{do: 'shell', command: `echo 1 > ${settings}/expire_nodest_conn`}],
  'drain-035': [{do: 'shell', command: `echo 0 > ${settings}/expire_nodest_conn`}],
  'sync-036': [
    {do: 'shell', command: `echo '0 1' > ${settings}/sync_threshold; ipvsadm -Sn | ip netns exec bk ipvsadm -R`},
    {do: 'shell', command: 'ip netns exec bk ipvsadm --start-daemon backup --mcast-interface eth0 --syncid 9'},
    {do: 'shell', command: 'ipvsadm --start-daemon master --mcast-interface vbk --syncid 9; sleep 0.3'},
  ],
  'sync-040': [
    {do: 'talk', talks: [...[48000, 48001, 48002].map(port => tcp(port, 80)), tcp(48100, 443)]},
    {do: 'shell', command: 'sleep 3'},
  ],
  'fmt-169': [
    {do: 'shell', command: `printf '%s\\n' ${longLived.map(rule => `'${rule}'`).join(' ')} | ipvsadm -R`},
    {do: 'local', talks: [udp('127.0.0.9', 30000, director, 53), udp('127.0.0.9', 30001, director, 54)]},
  ],
};

/** What a change must leave behind, as a pattern of the real ipvsadm's words after it. */
const leaves: Readonly<Record<string, string>> = {
  'stats-025': 'TCP  10\\.0\\.0\\.1:80 +0 +0 +0 +0 +0\\n(.*\\n)*TCP  10\\.0\\.0\\.1:443 +3 ',
  'stats-026': '^(?!(.*\\n)*(TCP|UDP|SCTP|FWM) .* [1-9]\\d* +\\d+ +\\d+ +\\d+ +\\d+\\n)',
  'drain-032': '-> 172\\.16\\.3\\.2:8080(.*\\n)+TCP .*ESTABLISHED.*172\\.16\\.2\\.2:8080',
  'drain-033': '-> 172\\.16\\.2\\.2:8080 +[1-9]',
  'drain-034': '-> 172\\.16\\.3\\.2:8080 +Masq.*\\n$',
  'drain-035': '-> 172\\.16\\.2\\.2:443 +0 ',
  'netns-044': '-A -t 1\\.1\\.1\\.1:1 -s wlc\\n0\\n',
  'drain-049': '^[1-9]',
  'drain-050': '^[1-9]',
};

/** What a run without patience does without: the long waits, and half of what needs no step before it. */
export function sampleOfTraffic(rows: readonly Recording[], random: Chance): Recording[] {
  const patient = new Set(['stats-028', 'stats-029', 'stats-030']);
  return rows.filter(({id}) => !patient.has(id) && (id in before || id in leaves || random.happens(0.5)));
}

/** The live recordings in their order, as steps; files of the kernel itself show nothing of lvsctl. */
export function trafficPlan(rows: readonly Recording[]): Step[] {
  return rows.flatMap(row => [...(before[row.id] ?? []), ...stepsOf(row)]);
}

function stepsOf({id, argv, netns, after}: Recording): Step[] {
  if (!argv[0]?.startsWith('ipvsadm')) return [];
  const place = netns === undefined ? {} : {netns};
  const pattern = leaves[id];
  if (after !== undefined && pattern !== undefined)
    return [{do: 'change', id, argv, ...place, after: after.cmd, leaves: pattern}];
  return [{do: 'look', id, argv, ...place}];
}
