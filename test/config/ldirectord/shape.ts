import type {Fallback, LdirectordConfig, Virtual} from '../../../src/config/ldirectord/ldirectord-config.js';
import {formatHost} from '../../../src/config/ldirectord/names.js';
import {daemonStatuses} from '../../../src/config/ldirectord/value-kinds.js';
import type {Dump, Fields, VirtualDump} from './oracle.js';

/** A configuration in the words of ldirectord's own variables, for comparison with it. */
export type Shape = {readonly globals: unknown; readonly virtuals: readonly unknown[]};

export function shapeOf({globals, virtuals}: LdirectordConfig): Shape {
  return {
    globals: {
      autoreload: globals.reloadsItself,
      callback: globals.callback,
      checkinterval: globals.checkInterval,
      cleanstop: globals.cleansOnStop,
      emailalertfrom: globals.emailAlertFrom,
      execute: globals.execute.toSorted(),
      fork: globals.forks,
      logfile: globals.logFile,
      maintenancedir: globals.maintenanceFolder,
      quiescent: globals.isQuiescent,
      readdquiescent: globals.readdsQuiescent,
      supervised: globals.isSupervised,
    },
    virtuals: virtuals.map(shapeOfVirtual),
  };
}

function shapeOfVirtual(virtual: Virtual): unknown {
  const {check, mail, subject} = virtual;
  return {
    family: virtual.family,
    fwmark: subject.type === 'fwmark' ? subject.fwmark : undefined,
    server: subject.type === 'fwmark' ? undefined : formatHost(subject.host),
    port: subject.type === 'fwmark' ? 0 : subject.port,
    protocol: virtual.protocol,
    scheduler: virtual.scheduler,
    schedflags: virtual.schedulerFlags,
    persistent: virtual.persistence,
    netmask: virtual.netmask,
    ops: virtual.isOnePacket,
    fallback: virtual.fallback && shapeOfFallback(virtual.fallback),
    fallbackcommand: virtual.fallbackCommand,
    quiescent: virtual.isQuiescent,
    cleanstop: virtual.cleansOnStop,
    servicename: virtual.serviceName,
    comment: virtual.comment,
    emailalert: mail.to,
    emailalertfreq: mail.frequency,
    emailalertstatus: mail.statuses,
    smtp: mail.smtp,
    checktype: check.type,
    connects: check.connects,
    service: check.service,
    checkcommand: check.command,
    checkport: check.port,
    request: check.request,
    receive: check.receive,
    httpmethod: check.httpMethod,
    virtualhost: check.virtualHost,
    login: check.login,
    passwd: check.password.reveal(),
    database: check.database,
    secret: check.secret.reveal(),
    checktimeout: check.timeout,
    negotiatetimeout: check.negotiateTimeout,
    checkinterval: check.interval,
    checkcount: check.pings,
    failurecount: check.failures,
    monitorfile: check.monitorFile,
    reals: virtual.reals.map(real => ({
      server: formatHost(real.host),
      port: real.port,
      forward: real.forwarding,
      weight: real.weight,
      lower: real.lowerThreshold,
      upper: real.upperThreshold,
      request: real.request,
      receive: real.receive,
      url: real.url,
    })),
  };
}

function shapeOfFallback({host, port, forwarding}: Fallback): unknown {
  return {server: formatHost(host), port, forward: forwarding};
}

export function shapeOfDump({globals, virtuals}: Dump): Shape {
  const own = globals.own;
  return {
    globals: {
      autoreload: own.autoreload === 'yes',
      callback: own.callback,
      checkinterval: Number(own.checkinterval),
      cleanstop: own.cleanstop === 'yes',
      emailalertfrom: own.emailalertfrom,
      execute: globals.execute,
      fork: own.fork === 'yes',
      logfile: own.logfile,
      maintenancedir: own.maintenancedir,
      quiescent: own.quiescent === 'yes',
      readdquiescent: own.readdquiescent === 'yes',
      supervised: own.supervised === 'yes',
    },
    virtuals: virtuals.map(virtual => shapeOfVirtualDump(virtual, globals)),
  };
}

function shapeOfVirtualDump(virtual: VirtualDump, globals: Dump['globals']): unknown {
  const own = virtual.own;
  const shared = globals.own;
  const either = (name: string) => own[name] ?? shared[name];
  const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const family = own.addressfamily === '2' ? 'ipv4' : 'ipv6';
  const globalFallback = (family === 'ipv4' ? globals.fallback : globals.fallback6)?.[own.protocol ?? ''];
  const fallback: Fields | null =
    virtual.fallback ?? (globalFallback ? {...globalFallback, port: globalFallback.port ?? own.port} : null);
  const mask = Number(either('emailalertstatus'));
  const isHttp = ['http', 'https', 'http_proxy'].includes(own.service ?? '');
  return {
    family,
    fwmark: numberOf(own.fwm),
    server: own.server,
    port: Number(own.port),
    protocol: own.protocol,
    scheduler: own.scheduler,
    schedflags: own.schedflags,
    persistent: numberOf(own.persistent),
    netmask: own.persistent === undefined ? undefined : own.netmask,
    ops: own.protocol === 'udp' && own.ops === 'yes',
    fallback: fallback ? {server: fallback.server, port: Number(fallback.port), forward: fallback.forward} : undefined,
    fallbackcommand: either('fallbackcommand'),
    quiescent: either('quiescent') === 'yes',
    cleanstop: either('cleanstop') === 'yes',
    servicename: isTrue(own.servicename) ? own.servicename : undefined,
    comment: isTrue(own.comment) ? own.comment : undefined,
    emailalert: either('emailalert'),
    emailalertfreq: Number(either('emailalertfreq')),
    emailalertstatus: daemonStatuses.filter(status => (mask & statusBits[status]) !== 0),
    smtp: either('smtp'),
    checktype: own.checktype,
    connects: own.checktype === 'combined' ? Number(own.num_connects) : 0,
    service: own.service,
    checkcommand: own.checkcommand,
    checkport: numberOf(own.checkport),
    request: own.request,
    receive: own.receive,
    httpmethod: own.httpmethod,
    virtualhost: own.virtualhost,
    login: own.login,
    passwd: own.passwd,
    database: own.database,
    secret: own.secret,
    checktimeout: Number(own.checktimeout),
    negotiatetimeout: Number(own.negotiatetimeout),
    checkinterval: Number((shared.fork === 'yes' ? own.checkinterval : undefined) ?? shared.checkinterval),
    checkcount: Number(own.checkcount),
    failurecount: Number(own.failurecount),
    monitorfile: own.monitorfile,
    reals: virtual.real.map(real => ({
      server: real.server,
      port: Number(real.port),
      forward: real.forward,
      weight: Number(real.weight),
      lower: Number(real['l-threshold'] ?? 0),
      upper: Number(real['u-threshold'] ?? 0),
      request: real.request,
      receive: real.receive,
      url: isHttp ? real.url : undefined,
    })),
  };
}

/** As Perl takes a text for true. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text !== '0';
}

/** $DAEMON_STATUS_* of ldirectord. */
const statusBits = {starting: 1, running: 2, stopping: 4, reloading: 8} as const;
