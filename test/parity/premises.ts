import type {Recording} from './recording.js';

/** The setup each recording starts from: its own, plus what earlier runs had left behind unrecorded. */
export function premises(rows: readonly Recording[]): Map<string, readonly string[]> {
  const setups = new Map(rows.map(row => [row.id, row.setup as readonly string[]]));
  const tableT = setups.get('list-041') ?? [];
  const sorted = setups.get('sort-646') ?? [];
  for (const {id, group} of rows) if (group === 'list' || tableTFiles.has(id)) setups.set(id, tableT);
  for (const id of ['sort-647', 'sort-648']) setups.set(id, sorted);
  setups.set('sort-650', sortedDestinations(sorted));
  setups.set('sort-654', setups.get('sort-653') ?? []);
  for (const id of ['wide-657', 'wide-660']) setups.set(id, widest);
  setups.set('listerr-539', ['ipvsadm --set 10 20 30', ...(setups.get('listerr-539') ?? [])]);
  let timeouts = '100 50 30';
  for (const row of rows.filter(({group}) => group === 'set')) {
    const left = /: (.*)\n/.exec(row.after?.stdout ?? '')?.[1] ?? timeouts;
    setups.set(row.id, [`ipvsadm --set ${row.code === 0 ? timeouts : left}`]);
    timeouts = left;
  }
  for (const row of rows.filter(({group}) => group === 'init')) setups.set(row.id, [...initFiles(row), ...row.setup]);
  return setups;
}

/** Read while table T stood. */
const tableTFiles = new Set(['proc-096', 'proc-097', 'proc-098']);

/** The addresses of sort-646 as real servers of one service. */
function sortedDestinations(services: readonly string[]): string[] {
  const service = 'ipvsadm -A -t 10.0.0.1:80 -s rr';
  const addresses = services.map(command => /-t (\S+)/.exec(command)?.[1] ?? '');
  return [service, ...addresses.map(address => `ipvsadm -a -t 10.0.0.1:80 -r ${address} -m`)];
}

const widest = [
  'ipvsadm -A -t 255.255.255.254:65535',
  'ipvsadm -a -t 255.255.255.254:65535 -r 223.255.255.254:65535 -m -w 65535 -x 2147483647 -y 2147483647',
];

/** What Debian's init script reads: `AUTO=true DAEMON=none …; rules file has …`. */
function initFiles({state = ''}: Recording): string[] {
  const settings = /^(AUTO=\S+ DAEMON=\S+ IFACE=\S+ SYNCID=\S+);/.exec(state)?.[1] ?? 'AUTO=true DAEMON=none';
  const rule = state.includes('unknown scheduler') ? '-A -t 10.0.0.7:80 -s nope' : '-A -t 10.0.0.7:80 -s rr';
  return [
    `printf '%s\\n' ${settings} > /etc/default/ipvsadm`,
    `printf '%s\\n' '# ipvsadm.rules' '${rule}' > /etc/ipvsadm.rules`,
  ];
}
