import {escapeControls} from '../../ipvs/outside-text.js';
import type {ProbeWorld} from '../../checks/probe/probe-world.js';
import type {HttpProbe} from '../../checks/probe/probe.js';
import {Attempt} from '../../checks/probe/attempt.js';
import {HttpExchange} from '../../checks/probe/http/http-exchange.js';
import type {Verdict} from '../../checks/probe/verdict.js';
import {type CommandContext, Usage} from '../command.js';
import type {GenhashOptions} from './genhash.js';
import {PageDump} from './page-dump.js';

/** Prints the digest of a page. Resolves to the exit status: 1 where it could not be had. */
export async function runGenhash(
  given: GenhashOptions,
  _words: readonly never[],
  context: Pick<CommandContext, 'openProbes' | 'stdout' | 'stderr'>,
): Promise<number> {
  const probe = probeOf(given);
  const world = await context.openProbes();
  const dump = given.verbose ? new PageDump(text => context.stdout.write(text)) : undefined;
  const outcome = await fetchDigest(probe, world, dump);
  const {latency} = outcome;
  if (outcome.type !== 'up') context.stderr.write(`lvsctl: genhash: ${escapeControls(outcome.words)}\n`);
  else {
    dump?.digest(outcome.words);
    context.stdout.write(`${outcome.words}\n`);
  }
  if (given.verbose)
    context.stdout.write(`\nGlobal response time for [${given.url}] = ${Math.round(latency * 1000)} usecs\n`);
  return outcome.type === 'up' ? 0 : 1;
}

function probeOf(given: GenhashOptions): HttpProbe {
  const {server, port, url, timeout = day, fwmark, protocol = '1.0'} = given;
  if (!server || port === undefined || url === undefined)
    throw new Usage('genhash needs a server, a port and a page: -s ADDRESS -p PORT -u PATH');
  const limit = timeout * 1000;
  const virtualHost = given['use-virtualhost'];
  return {
    type: 'http',
    target: {address: server, port, ...(fwmark !== undefined && {mark: fwmark})},
    limits: {connect: limit, silence: limit, whole: day * 1000},
    version: protocol === '1.0c' ? '1.0C' : protocol,
    method: 'GET',
    tls: given['use-ssl'] && {...noFiles, serverName: given['use-sni'] && virtualHost},
    virtualHost,
    isProxy: false,
    requests: [{path: url, virtualHost: undefined, statusCodes: [], digest: '', pattern: undefined}],
  };
}

/** In seconds. */
const day = 86_400;
const noFiles = {verifies: false, authority: undefined, certificate: undefined, key: undefined};

/** @returns up with the digest in hexadecimal as its words, whatever the status of the answer is */
function fetchDigest(probe: HttpProbe, world: ProbeWorld, dump: PageDump | undefined): Promise<Verdict> {
  return new Promise(resolve => {
    const attempt = new Attempt(world, probe.limits.whole, resolve, undefined);
    for (const request of probe.requests)
      new HttpExchange(attempt, probe, request, ({digest = ''}) => attempt.up(digest), dump).begin();
  });
}
