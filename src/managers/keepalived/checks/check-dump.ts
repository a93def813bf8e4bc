/** What keepalived_check.data says, as far as it is understood. Texts are from outside. */
export interface CheckDump {
  readonly services: readonly DumpedService[];
  readonly checkers: readonly DumpedChecker[];
}

export interface DumpedService {
  readonly subject:
    | {readonly type: 'address'; readonly address: string; readonly port: number}
    | {readonly type: 'fwmark'; readonly fwmark: number}
    | {readonly type: 'group'; readonly name: string};
  readonly values: ReadonlyMap<string, string>;
  readonly servers: readonly DumpedServer[];
}

export interface DumpedServer {
  readonly address: string;
  readonly port: number;
  readonly values: ReadonlyMap<string, string>;
}

/** A block of `Health checkers`: ` [10.9.0.100]:tcp:80 -> [10.9.0.7]:tcp:80`. */
export interface DumpedChecker {
  readonly service: string;
  readonly server: string;
  readonly values: ReadonlyMap<string, string>;
}

interface Growing {
  readonly values: Map<string, string>;
}

/** Reads it line by line. Its makers promise no format: whatever is not understood is skipped. */
export function readCheckDump(text: string): CheckDump {
  const services: (DumpedService & {readonly servers: DumpedServer[]})[] = [];
  const checkers: DumpedChecker[] = [];
  let section = '';
  let current: Growing | undefined;
  for (const line of text.split('\n')) {
    const title = /^------< (.+) >------$/.exec(line)?.[1];
    if (title !== undefined) {
      section = title;
      current = undefined;
    } else if (section === 'LVS Topology') {
      const subject = subjectOf(line);
      const server = /^ {3}RIP = (\S+), RPORT = (\d+), WEIGHT = /.exec(line);
      if (subject) {
        const service = {subject, values: new Map<string, string>(), servers: []};
        services.push(service);
        current = service;
      } else if (server) {
        const found = {address: server[1] as string, port: Number(server[2]), values: new Map<string, string>()};
        services.at(-1)?.servers.push(found);
        current = found;
      } else keep(line, current);
    } else if (section === 'Health checkers') {
      const [, service, server] = /^ (\S.*) -> (\S.*)$/.exec(line) ?? [];
      if (service !== undefined && server !== undefined) {
        const checker = {service, server, values: new Map<string, string>()};
        checkers.push(checker);
        current = checker;
      } else keep(line, current);
    }
  }
  return {services, checkers};
}

/** Whether it is there to its end, which has no mark of its own: a line that ends, behind the services. */
export function isWholeCheckDump(text: string): boolean {
  return text.endsWith('\n') && text.includes('\n------< LVS Topology >------\n');
}

function subjectOf(line: string): DumpedService['subject'] | undefined {
  const [, address, port] = /^ VS VIP = (\S+), VPORT = (\d+)$/.exec(line) ?? [];
  if (address !== undefined) return {type: 'address', address, port: Number(port)};
  const mark = /^ VS FWMARK = (\d+)$/.exec(line)?.[1];
  if (mark !== undefined) return {type: 'fwmark', fwmark: Number(mark)};
  const group = /^ VS GROUP = (.+)$/.exec(line)?.[1];
  return group === undefined ? undefined : {type: 'group', name: /^\[(.*)\](:\S*)?$/.exec(group)?.[1] ?? group};
}

/** `Key = value`, and `quorum = 1, hysteresis = 0`; the first of a name counts. */
function keep(line: string, current: Growing | undefined): void {
  const [, key, value] = /^ {3,}(\S.*?) = (.*)$/.exec(line) ?? [];
  if (!current || key === undefined || value === undefined) return;
  const [first = '', ...more] = value.split(/, (?=\w+ = )/);
  const pairs = [[key, first], ...more.map(each => each.split(' = '))];
  for (const [name = '', text = ''] of pairs) if (!current.values.has(name)) current.values.set(name, text);
}
