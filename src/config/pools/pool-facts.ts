import {isOnePacket, isPersistent, schedulerFlags, type ServiceConfiguration} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {forwardingName} from '../../ipvs/forwarding.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Facts} from '../director/facts.js';
import {formatSpan} from '../director/kinds.js';
import {checkText} from './check-text.js';
import type {NoticeSettings, Pool, PoolCommand, PoolConfiguration, PoolServer} from './pool-configuration.js';

/** What there is to say of a pool besides its servers. */
export const poolFacts: Facts<Pool> = {
  facts: [
    {label: 'scheduler', say: pool => first(pool)?.scheduler ?? 'none'},
    {label: 'persistence', say: pool => persistenceText(first(pool)), usual: 'none', isSame: sameServices},
    {label: 'quorum', say: pool => `${pool.quorum} ${pool.quorumCounts}`, usual: '1 servers'},
    {label: 'hysteresis', say: pool => String(pool.hysteresis), usual: '0'},
    {
      label: 'sorry server',
      say: ({sorry}) => (sorry?.destinations[0] ? formatEndpoint(sorry.destinations[0]) : 'none'),
      usual: 'none',
      isSame: (a, b) => isSame(a.sorry, b.sorry),
    },
    {label: 'on quorum', say: pool => commandText(pool.quorumUp), usual: 'nothing'},
    {label: 'without quorum', say: pool => commandText(pool.quorumDown), usual: 'nothing'},
    {label: 'at the end', say: pool => (pool.tellsAtEnd ? 'commands run' : 'nothing'), usual: 'nothing'},
    {label: 'mail to', say: pool => pool.mailTo.join(' ') || 'nobody', usual: 'nobody'},
  ],
  lists: [{label: 'service', all: ({services}) => services.map(({id}) => formatServiceId(id))}],
};

export const serverFacts: Facts<PoolServer> = {
  facts: [
    {label: 'weight', say: ({weight}) => String(weight)},
    {
      label: 'forwarding',
      say: ({destinations: [one]}) => (one ? forwardingName(one.forwarding) : 'none'),
      usual: 'masquerading',
      isSame: (a, b) => isSame(a.destinations, b.destinations) || a.weight !== b.weight,
    },
    {label: 'when down', say: ({whenDown}) => whenDown, usual: 'remove'},
    {label: 'state', say: ({isOff}) => (isOff ? 'off' : 'on'), usual: 'on'},
    {label: 'hold-down', say: ({holdDown}) => formatSpan(holdDown), usual: '0s'},
    {
      label: 'slow-start',
      say: ({slowStart: {over, steps}}) => (over === 0 ? '0s' : `${formatSpan(over)} in ${steps} steps`),
      usual: '0s',
    },
    {
      label: 'agent',
      say: ({agent}) => (agent ? checkText(agent) : 'none'),
      usual: 'none',
      isSame: (a, b) => isSame(a.agent, b.agent),
    },
    {label: 'on up', say: ({notifyUp}) => commandText(notifyUp), usual: 'nothing'},
    {label: 'on down', say: ({notifyDown}) => commandText(notifyDown), usual: 'nothing'},
    {label: 'mails', say: ({sendsMail}) => (sendsMail ? 'yes' : 'no'), usual: 'yes'},
    {
      label: 'way of checking',
      say: () => 'as they are',
      usual: 'as they are',
      isSame: (a, b) => texts(a) !== texts(b) || isSame(a.checks, b.checks),
    },
  ],
  lists: [
    {label: 'check', all: ({checks}) => checks.map(checkText)},
    {label: 'dependency', all: ({dependsOn}) => dependsOn},
  ],
};

export const noticeFacts: Facts<NoticeSettings> = {
  facts: [
    {label: 'window', say: ({window}) => formatSpan(window), usual: '2s'},
    {label: 'repeat', say: ({repeat}) => formatSpan(repeat), usual: '0s'},
    {label: 'recovery', say: ({tellsRecovery}) => (tellsRecovery ? 'told' : 'not told'), usual: 'told'},
    {
      label: 'mail',
      say: ({mail}) => (mail ? `to ${mail.to.join(' ') || 'those of the services'} by ${mail.server.host}` : 'none'),
      usual: 'none',
      isSame: (a, b) => isSame(a.mail, b.mail),
    },
    {label: 'command', say: ({command}) => commandText(command), usual: 'nothing'},
    {
      label: 'webhook',
      say: ({webhook}) => (webhook ? 'set' : 'none'),
      usual: 'none',
      isSame: (a, b) => isSame(a.webhook, b.webhook),
    },
  ],
  lists: [],
};

export const tableFacts: Facts<PoolConfiguration> = {
  facts: [
    {label: 'on stop', say: ({onStop}) => onStop, usual: 'clear'},
    {label: 'maintenance folder', say: ({maintenanceFolder}) => maintenanceFolder ?? 'none', usual: 'none'},
  ],
  lists: [],
};

function first({services}: Pool): ServiceConfiguration | undefined {
  return services[0];
}

function persistenceText(service: ServiceConfiguration | undefined): string {
  return service && isPersistent(service) ? `${service.timeout} s` : 'none';
}

/** Besides what is said of them elsewhere. */
function sameServices(a: Pool, b: Pool): boolean {
  const rest = (pool: Pool) =>
    pool.services.map(one => [isOnePacket(one), one.flags & schedulerFlags, one.netmask, one.persistenceEngine]);
  return a.services.length !== b.services.length || isSame(rest(a), rest(b));
}

function texts({checks}: PoolServer): string {
  return checks.map(checkText).join('\n');
}

function commandText(command: PoolCommand | undefined): string {
  if (!command) return 'nothing';
  return command.words.join(' ') + (command.user === undefined ? '' : ` as ${command.user}`);
}

/** Plain values, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
