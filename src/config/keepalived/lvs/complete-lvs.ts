import {masquerading, plainTunnel} from '../../../ipvs/forwarding.js';
import {sctp, tcp, udp} from '../../../ipvs/protocol.js';
import {serviceFlag} from '../../../ipvs/service.js';
import {addressKey} from '../../../net/address.js';
import type {Endpoint} from '../../../net/endpoint.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Place} from '../problem.js';
import type {Context} from '../walk/context.js';
import {checkScripts, commandsOf} from '../walk/script-security.js';
import {booleanOf, commandOf, flagOf, numberOf, type Section, sectionsOf, textOf} from '../walk/section.js';
import type {
  ForwardingMethod,
  LvsConfiguration,
  RealServer,
  VirtualServer,
  VirtualServerGroup,
} from './lvs-configuration.js';
import type {LvsReader} from './lvs-reader.js';
import type {RealServerDraft, VirtualServerDraft} from './server-draft.js';

const protocols: Readonly<Record<string, number>> = {TCP: tcp, UDP: udp, SCTP: sctp};
const nat: ForwardingMethod = {forwarding: masquerading, tunnel: plainTunnel};

/** validate_check_config() of check_data.c: what is wrong only when all is read, and what all of it comes to. */
export function completeLvs(
  context: Context,
  reader: LvsReader,
  globals: GlobalDefinitions,
  section: Section,
): LvsConfiguration {
  const virtualServers = reader.servers
    .map(draft => completeServer(context, draft, reader.groups, globals))
    .filter(server => server !== undefined);
  checkScripts(context, [
    ...reader.servers.flatMap(server => scriptsOf(server)),
    ...commandsOf(section, /^(lvs_)?notify_fifo_script$/),
  ]);
  return {virtualServers, groups: [...reader.groups.values()], ...(reader.tls ? {tls: reader.tls} : {})};
}

function scriptsOf(server: VirtualServerDraft) {
  const real = [...sectionsOf(server.section, 'real_server')];
  return [
    ...commandsOf(server.section, /^quorum_/),
    ...real.flatMap(each => commandsOf(each, /^notify_/)),
    ...real.flatMap(each => [...sectionsOf(each, 'MISC_CHECK')]).flatMap(each => commandsOf(each, /^misc_path$/)),
  ];
}

function completeServer(
  context: Context,
  draft: VirtualServerDraft,
  groups: ReadonlyMap<string, VirtualServerGroup>,
  globals: GlobalDefinitions,
): VirtualServer | undefined {
  const {report} = context;
  const {section, subject} = draft;
  const place = section.words[0] ?? section.end;
  const correct = (message: string, effect: string) => report('corrected', place, message, effect);
  const group = subject.type === 'group' ? groups.get(subject.name) : undefined;
  if (subject.type === 'group' && !(group && takesFamilyOf(draft, group))) {
    const fault = group ? 'is of another family' : 'is not there';
    report('note', place, `the group "${subject.name}" ${fault}`, 'keepalived leaves the virtual server out');
    return undefined;
  }
  if (draft.realServers.length === 0) {
    report('incomplete-block', place, 'a virtual server without real servers');
    return undefined;
  }
  const members = group?.members;
  const ranges = members?.filter(member => member.type === 'range') ?? [];
  const hasMarks = subject.type === 'fwmark' || members?.some(member => member.type === 'fwmark') === true;
  const hasAddresses = subject.type === 'address' || ranges.length > 0;
  const isSuspending = flagOf(section, 'ha_suspend');
  if (isSuspending && hasMarks) correct('ha_suspend with firewall marks', 'keepalived ignores ha_suspend');

  let protocol = protocols[textOf(section, 'protocol') ?? ''] ?? 0;
  let {flags, persistenceTimeout} = draft;
  if (hasAddresses) {
    if (protocol === 0) correct('the protocol is missing', 'keepalived takes UDP');
    protocol ||= udp;
    if (flags & serviceFlag.onePacket && protocol !== udp) {
      correct('ops is for UDP', 'keepalived ignores ops');
      flags &= ~serviceFlag.onePacket;
    }
  } else if (hasMarks && protocol !== 0) {
    correct('a protocol with a firewall mark', 'keepalived ignores the protocol');
    protocol = 0;
  }
  const lacksPort = (subject.type === 'address' && subject.port === 0) || ranges.some(({port}) => port === 0);
  if (lacksPort && persistenceTimeout === undefined) {
    correct('without a port it must be persistent', 'keepalived takes persistence_timeout 360');
    persistenceTimeout = 360;
  }
  if (draft.scheduler === '') correct('the scheduler is missing', 'keepalived takes wlc');

  const kept = withoutDuplicates(context, draft.realServers);
  const hasDefault = draft.method === undefined && [...kept, draft.sorryServer].some(each => each && !each.method);
  if (hasDefault) correct('the forwarding method is missing', 'keepalived takes NAT');
  const method = draft.method ?? nat;
  const realServers = kept.map(real => completeRealServer(draft, real, method, globals));
  const {sorryServer} = draft;
  const sorry = sorryServer && {...sorryServer, ...(sorryServer.method ?? method)};
  if (sorry) {
    const same = realServers.find(real => isSame(real, sorry));
    if (same && same.inhibitsOnFailure !== sorry.inhibitsOnFailure)
      report(
        'corrected',
        sorry.place,
        'the sorry server is a real server that inhibits otherwise',
        'keepalived takes that of the real server',
      );
  }
  const totalWeight = realServers.reduce((sum, {weight}) => sum + weight, 0);
  const wanted = quorumOf(section);
  if (wanted > totalWeight)
    correct(`the quorum is more than the weight of all, ${totalWeight}`, `keepalived takes ${totalWeight}`);
  const quorum = Math.min(wanted, totalWeight);
  const hysteresis = numberOf(section, 'hysteresis') ?? 0;
  if (hysteresis >= quorum) correct('the hysteresis is not less than the quorum', `keepalived takes ${quorum - 1}`);
  const ports = subject.type === 'address' ? [subject.port] : ranges.map(({port}) => port);
  for (const server of [...realServers, ...(sorry ? [sorry] : [])])
    if (server.forwarding !== masquerading) checkPort(context, server, hasMarks, ports);

  const servicePort = subject.type === 'address' ? subject.port : 0;
  const withPort = <S extends Endpoint & ForwardingMethod>(server: S): S => ({
    ...server,
    port: portOf(server, subject.type, servicePort),
  });
  const quorumUp = commandOf(section, 'quorum_up');
  const quorumDown = commandOf(section, 'quorum_down');
  const virtualHost = textOf(section, 'virtualhost');
  const {method: _, ...sorryOnly} = sorry ?? {method: undefined};
  return {
    place,
    subject,
    ...(draft.family ? {family: draft.family} : {}),
    protocol,
    scheduler: draft.scheduler || 'wlc',
    flags,
    persistenceTimeout: persistenceTimeout ?? 0,
    ...(draft.netmask === undefined ? {} : {netmask: draft.netmask}),
    persistenceEngine: (textOf(section, 'persistence_engine') ?? '').slice(0, 15),
    quorum,
    hysteresis: Math.min(hysteresis, Math.max(0, quorum - 1)),
    ...(quorumUp ? {quorumUp} : {}),
    ...(quorumDown ? {quorumDown} : {}),
    suspendsWithoutAddress: isSuspending && !hasMarks,
    notifiesAtEnd: flagOf(section, 'omega'),
    ...(virtualHost === undefined ? {} : {virtualHost}),
    ...(sorry ? {sorryServer: withPort(sorryOnly as NonNullable<VirtualServer['sorryServer']>)} : {}),
    realServers: realServers.map(withPort),
  };
}

function completeRealServer(
  draft: VirtualServerDraft,
  {section, endpoint, method, checks}: RealServerDraft,
  defaultMethod: ForwardingMethod,
  globals: GlobalDefinitions,
): RealServer {
  const notifyUp = commandOf(section, 'notify_up');
  const notifyDown = commandOf(section, 'notify_down');
  const virtualHost = textOf(section, 'virtualhost') ?? textOf(draft.section, 'virtualhost');
  return {
    place: section.words[0] ?? section.end,
    ...endpoint,
    ...(method ?? defaultMethod),
    weight: numberOf(section, 'weight') ?? numberOf(draft.section, 'weight') ?? 1,
    upperThreshold: numberOf(section, 'uthreshold') ?? 0,
    lowerThreshold: numberOf(section, 'lthreshold') ?? 0,
    inhibitsOnFailure: booleanOf(section, 'inhibit_on_failure') ?? flagOf(draft.section, 'inhibit_on_failure'),
    checks,
    ...(notifyUp ? {notifyUp} : {}),
    ...(notifyDown ? {notifyDown} : {}),
    ...(virtualHost === undefined ? {} : {virtualHost}),
    sendsMail: booleanOf(section, 'smtp_alert') ?? globals.sendsCheckerMail ?? globals.sendsMail ?? true,
  };
}

/** link_vsg_to_vs() of ipwrapper.c: a group of one family decides that of the virtual server, or must have it. */
function takesFamilyOf(draft: VirtualServerDraft, {members}: VirtualServerGroup): boolean {
  const families = new Set(members.map(member => (member.type === 'range' ? member.first.family : member.family)));
  families.delete(undefined);
  if (families.size === 0) return true;
  if (families.size > 1) return draft.family === undefined;
  const [family] = families;
  draft.family ??= family;
  return draft.family === family;
}

function withoutDuplicates({report}: Context, servers: readonly RealServerDraft[]): RealServerDraft[] {
  const seen = new Set<string>();
  return servers.filter(({endpoint, section}) => {
    const key = `${addressKey(endpoint.address)} ${endpoint.port}`;
    if (seen.has(key))
      report(
        'duplicate',
        section.words[0] ?? section.end,
        'the real server is there already',
        'keepalived leaves it out',
      );
    return !seen.has(key) && seen.add(key);
  });
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && addressKey(a.address) === addressKey(b.address);
}

/** A wrong quorum is 1. */
function quorumOf(section: Section): number {
  const last = section.entries.findLast(({row}) => row.keyword === 'quorum');
  return last?.type === 'setting' && typeof last.value === 'number' ? last.value : 1;
}

/** Only NAT changes ports. */
function checkPort(
  {report}: Context,
  server: Endpoint & {place: Place},
  hasMarks: boolean,
  ports: readonly number[],
): void {
  if (server.port === 0) return;
  if (hasMarks) report('corrected', server.place, 'a port with a firewall mark', 'keepalived ignores the port');
  else if (ports.some(port => port !== server.port))
    report('corrected', server.place, 'only NAT changes the port', 'keepalived takes the port of the virtual server');
}

function portOf(server: Endpoint & ForwardingMethod, type: string, servicePort: number): number {
  if (type === 'group') return server.port;
  if (server.forwarding === masquerading) return server.port || servicePort;
  return servicePort;
}
