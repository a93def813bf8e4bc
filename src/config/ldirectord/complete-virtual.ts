import {Secret} from '../keepalived/secret.js';
import type {WrittenGlobals} from './global-reader.js';
import type {Check, Fallback, Mail, Real, Virtual} from './ldirectord-config.js';
import {formatHost, type Port} from './names.js';
import type {WrittenReal} from './real-reader.js';
import {portOfService} from './service-ports.js';
import {daemonStatuses} from './value-kinds.js';
import type {Service} from './virtual-directives.js';
import type {WrittenService} from './virtual-reader.js';

/** ld_setup() of ldirectord, and what it looks up later: what the block does not say, the globals do, wherever they stand. */
export function completeVirtual(written: WrittenService, globals: WrittenGlobals): Virtual {
  const {place, id, family, subject, protocol, settings, netmask} = written;
  const check = completeCheck(written, globals);
  const fallback = completeFallback(written, globals);
  const fallbackCommand = settings.fallbackcommand ?? globals.settings.fallbackcommand;
  const {schedflags, persistent, servicename, comment} = settings;
  return {
    place,
    id,
    family,
    subject,
    protocol,
    scheduler: settings.scheduler ?? 'wrr',
    ...(schedflags === undefined ? {} : {schedulerFlags: schedflags}),
    ...(persistent === undefined ? {} : {persistence: persistent}),
    ...(persistent === undefined || netmask === undefined ? {} : {netmask}),
    isOnePacket: protocol === 'udp' && (settings.ops ?? false),
    reals: written.reals.map(real => completeReal(real, check)),
    ...(fallback ? {fallback} : {}),
    ...(fallbackCommand === undefined ? {} : {fallbackCommand}),
    check,
    isQuiescent: settings.quiescent ?? globals.settings.quiescent ?? false,
    cleansOnStop: settings.cleanstop ?? globals.settings.cleanstop ?? true,
    mail: completeMail(written, globals),
    ...(isTold(servicename) ? {serviceName: servicename} : {}),
    ...(isTold(comment) ? {comment} : {}),
  };
}

/** Perl takes 0 for nothing. */
function isTold(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== '0';
}

function completeCheck({settings, service}: WrittenService, {settings: globals}: WrittenGlobals): Check {
  const {request = '/', checkport, virtualhost, monitorfile} = settings;
  return {
    type: settings.checktype?.type ?? 'negotiate',
    connects: settings.checktype?.connects ?? 0,
    service,
    command: settings.checkcommand ?? '/bin/true',
    ...(checkport === undefined ? {} : {port: checkport}),
    request: request.startsWith('/') ? request : `/${request}`,
    receive: settings.receive ?? '',
    httpMethod: settings.httpmethod ?? 'GET',
    ...(virtualhost === undefined ? {} : {virtualHost: virtualhost}),
    login: settings.login ?? '',
    password: settings.passwd ?? new Secret(''),
    database: settings.database ?? '',
    secret: settings.secret ?? new Secret(''),
    timeout:
      settings.checktimeout ?? settings.negotiatetimeout ?? globals.checktimeout ?? globals.negotiatetimeout ?? 5,
    negotiateTimeout:
      settings.negotiatetimeout ?? settings.checktimeout ?? globals.negotiatetimeout ?? globals.checktimeout ?? 30,
    interval: (globals.fork ? settings.checkinterval : undefined) ?? globals.checkinterval ?? 10,
    pings: settings.checkcount ?? globals.checkcount ?? 1,
    failures: settings.failurecount ?? globals.failurecount ?? 1,
    ...(monitorfile === undefined ? {} : {monitorFile: monitorfile}),
  };
}

function completeMail({settings}: WrittenService, {settings: globals}: WrittenGlobals): Mail {
  const smtp = settings.smtp ?? globals.smtp;
  return {
    to: settings.emailalert ?? globals.emailalert ?? '',
    frequency: settings.emailalertfreq ?? globals.emailalertfreq ?? 0,
    statuses: settings.emailalertstatus ?? globals.emailalertstatus ?? daemonStatuses,
    ...(smtp === undefined ? {} : {smtp}),
  };
}

/** fallback_find() of ldirectord, which has no global fallback for firewall marks. */
function completeFallback(
  {fallback, family, protocol, subject}: WrittenService,
  globals: WrittenGlobals,
): Fallback | undefined {
  if (fallback) return {...fallback, port: fallback.port ?? 0};
  const shared = globals.fallbacks[family];
  if (!shared || protocol === 'fwm' || subject.type === 'fwmark') return undefined;
  return {...shared, port: shared.port ?? subject.port};
}

function completeReal(
  {place, host, through, port, forwarding, weight, lowerThreshold, upperThreshold, request, receive}: WrittenReal,
  check: Check,
): Real {
  const checkPort = checkPortOf(check, port);
  const hasBoth = request !== undefined && receive !== undefined;
  const url = urlOf(check.service, formatHost(host), checkPort, hasBoth ? request : undefined, check.request);
  return {
    place,
    host,
    ...(through ? {through} : {}),
    port,
    forwarding,
    weight,
    lowerThreshold,
    upperThreshold,
    request: request ?? check.request,
    receive: hasBoth ? receive : check.receive,
    ...(url === undefined ? {} : {url}),
    ...(checkPort === undefined ? {} : {checkPort}),
  };
}

/** ld_checkport() of ldirectord. */
function checkPortOf({port, service}: Check, own: Port): Port | undefined {
  return port ?? (own === 0 ? portOfService(service) : own);
}

function urlOf(
  service: Service,
  host: string,
  port: Port | undefined,
  own: string | undefined,
  shared: string,
): string | undefined {
  if (service !== 'http' && service !== 'https' && service !== 'http_proxy') return undefined;
  const scheme = service === 'https' ? 'https' : 'http';
  const isWhole = own === undefined ? service === 'http_proxy' : own.includes(`${scheme}://`);
  const path = (own ?? shared).slice(1);
  return isWhole ? path : `${scheme}://${host}:${port ?? ''}/${path}`;
}
