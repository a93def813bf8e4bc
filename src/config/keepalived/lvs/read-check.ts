import type {Endpoint} from '../../../net/endpoint.js';
import type {Context} from '../walk/context.js';
import {isLinkLocal} from '../walk/read-value.js';
import {
  addressOf,
  booleanOf,
  keywordOf,
  millisecondsOf,
  numberOf,
  type Section,
  sectionsOf,
  settingsOf,
  textOf,
} from '../walk/section.js';
import type {CheckConnection, CheckDescription, CheckSchedule} from './lvs-configuration.js';
import {type Checkable, readCheckKind} from './read-checker.js';

/** The blocks a check stands in. */
export interface CheckPlace {
  readonly server: Endpoint;
  readonly realServer: Section;
  readonly virtualServer: Section;
}

/** The checks of one checker block; several if SMTP_CHECK names hosts, none where keepalived leaves it out. */
export function readChecks(
  context: Context,
  section: Section,
  place: CheckPlace,
  checkable: Checkable,
): readonly CheckDescription[] {
  checkBind(context, section);
  const kind = readCheckKind(context, section, checkable);
  if (!kind) return [];
  const rest = {kind, place: keywordOf(section), schedule: scheduleOf(section, place)};
  if (['command', 'file', 'bfd'].includes(kind.type)) return [rest];
  const hosts = [...sectionsOf(section, 'host')];
  const hasOwn = section.entries.some(({row}) => row.keyword.startsWith('connect_') || row.keyword.startsWith('bind'));
  return (hosts.length > 0 && !hasOwn ? hosts : [section, ...hosts]).flatMap(each => {
    const connection = connectionOf(each, place);
    if (!isLinkLocal(connection.address) || connection.bindInterface !== undefined) return [{...rest, connection}];
    context.report(
      'incomplete-block',
      each.end,
      'a link-local address needs bind_if',
      'keepalived leaves the check out',
    );
    return [];
  });
}

function connectionOf(section: Section, {server, realServer, virtualServer}: CheckPlace): CheckConnection {
  const bindAddress = addressOf(section, 'bindto');
  const bindPort = numberOf(section, 'bind_port');
  const bindInterface = textOf(section, 'bind_if');
  const fwmark = numberOf(section, 'fwmark');
  const timeout = [section, realServer, virtualServer].map(each => millisecondsOf(each, 'connect_timeout'));
  return {
    address: addressOf(section, 'connect_ip') ?? server.address,
    port: numberOf(section, 'connect_port') ?? server.port,
    timeout: timeout.find(each => each !== undefined) ?? 5000,
    ...(bindAddress ? {bindAddress} : {}),
    ...(bindPort === undefined ? {} : {bindPort}),
    ...(bindInterface === undefined ? {} : {bindInterface}),
    ...(fwmark === undefined ? {} : {fwmark}),
  };
}

/** connect_ip and bindto must be of one family; the later is dropped. */
function checkBind({report}: Context, section: Section): void {
  const connect = addressOf(section, 'connect_ip');
  const bind = addressOf(section, 'bindto');
  if (!connect || !bind || connect.family === bind.family) return;
  const last = [...settingsOf(section, 'connect_ip', 'bindto')].at(-1);
  if (last) report('invalid-value', keywordOf(last), 'connect_ip and bindto are not of one family');
}

/** What keepalived tries when nothing says it: check_*.c and check_api.c. */
const defaultsOf: Readonly<Record<string, {retries: number; retryDelay?: number}>> = {
  HTTP_GET: {retries: 1, retryDelay: 3000},
  SSL_GET: {retries: 1, retryDelay: 3000},
  DNS_CHECK: {retries: 3},
  MISC_CHECK: {retries: 0, retryDelay: 1000},
};

function scheduleOf(section: Section, {realServer, virtualServer}: CheckPlace): CheckSchedule {
  const all = [section, realServer, virtualServer];
  const first = (of: (each: Section) => number | undefined) => all.map(of).find(value => value !== undefined);
  const defaults = defaultsOf[section.row.keyword] ?? {retries: 1, retryDelay: 1000};
  const interval = first(each => millisecondsOf(each, 'delay_loop')) ?? 60_000;
  return {
    interval,
    retries: first(each => numberOf(each, 'retry', 'nb_get_retry')) ?? defaults.retries,
    retryDelay: first(each => millisecondsOf(each, 'delay_before_retry')) ?? defaults.retryDelay ?? interval,
    warmup: first(each => millisecondsOf(each, 'warmup')) ?? interval,
    startsDown: all.map(each => booleanOf(each, 'alpha')).find(value => value !== undefined) ?? false,
    logsAllFailures: booleanOf(section, 'log_all_failures') ?? false,
  };
}
