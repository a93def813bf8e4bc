import type {Probe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {startHttpProbe} from './http-probe.js';
import {startLater} from './start-later.js';
import {startTcpProbe} from './tcp-probe.js';

/** Tries a probe of any kind once. Kinds that are rarely used are loaded when one of them is first tried. */
export const startProbe: StartProbe<Probe> = (probe, world, onVerdict, onStep) => {
  switch (probe.type) {
    case 'tcp':
      return startTcpProbe(probe, world, onVerdict, onStep);
    case 'http':
      return startHttpProbe(probe, world, onVerdict, onStep);
    case 'ping':
      return startLater(async () => (await import('./ping-probe.js')).startPingProbe, probe, world, onVerdict, onStep);
    case 'smtp':
      return startLater(async () => (await import('./smtp-probe.js')).startSmtpProbe, probe, world, onVerdict, onStep);
    case 'dns':
      return startLater(async () => (await import('./dns-probe.js')).startDnsProbe, probe, world, onVerdict, onStep);
    case 'udp':
      return startLater(async () => (await import('./udp-probe.js')).startUdpProbe, probe, world, onVerdict, onStep);
    case 'command':
      return startLater(
        async () => (await import('./command-probe.js')).startCommandProbe,
        probe,
        world,
        onVerdict,
        onStep,
      );
    case 'file':
      return startLater(async () => (await import('./file-probe.js')).startFileProbe, probe, world, onVerdict, onStep);
    case 'dialog':
      return startLater(
        async () => (await import('./dialog-probe.js')).startDialogProbe,
        probe,
        world,
        onVerdict,
        onStep,
      );
    case 'ldap':
      return startLater(async () => (await import('./ldap-probe.js')).startLdapProbe, probe, world, onVerdict, onStep);
    case 'sql':
      return startLater(async () => (await import('./sql-probe.js')).startSqlProbe, probe, world, onVerdict, onStep);
    case 'ftp':
      return startLater(async () => (await import('./ftp-probe.js')).startFtpProbe, probe, world, onVerdict, onStep);
    case 'radius':
      return startLater(
        async () => (await import('./radius-probe.js')).startRadiusProbe,
        probe,
        world,
        onVerdict,
        onStep,
      );
    case 'agent':
      return startLater(
        async () => (await import('./agent-probe.js')).startAgentProbe,
        probe,
        world,
        onVerdict,
        onStep,
      );
  }
};
