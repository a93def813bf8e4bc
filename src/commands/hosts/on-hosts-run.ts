import {escapeControls} from '../../ipvs/outside-text.js';
import {hostNameProblem} from '../../remote/remote-shell.js';
import type {RpcHost} from '../../remote/rpc-host.js';
import {type CommandContext, type CommandDefinition, Usage} from '../command.js';
import {type Asking, askHosts} from './ask-hosts.js';
import {carryOutOnHosts} from './carry-out-on-hosts.js';
import {chooseHosts} from './choose-hosts.js';
import {openHosts} from './open-hosts.js';
import {remoteWords} from './remote-words.js';
import {showHosts} from './show-hosts.js';
import type {HostsGiven, HostsView} from './with-hosts.js';

/** A command with --host. */
export interface OnHosts {
  readonly command: CommandDefinition;
  readonly view: HostsView;
  readonly options: HostsGiven & Readonly<Record<string, unknown>>;
}

/** Milliseconds. */
const usualPatience = 10_000;

/** Runs a command on several directors. Resolves to the exit status. */
export async function runOnHosts(asked: OnHosts, context: CommandContext): Promise<number> {
  const {view, options} = asked;
  const settings = await context.settings();
  const chosen = chooseHosts(options.host, settings);
  for (const {target} of chosen) {
    const problem = target === undefined ? undefined : hostNameProblem(target);
    if (problem !== undefined) throw new Usage(`--host: ${problem}`);
  }
  const endless = ['watch', 'follow'].find(name => options[name] !== undefined);
  if (endless !== undefined && view !== 'dashboards')
    throw new Usage(`--${endless} does not end: with --host it goes with lvsctl top alone`);
  const world = await context.openRemote();
  if (view === 'dashboards') {
    const {runFleet} = await import('../top-fleet.js');
    const refusal = options['read-only'] === true ? undefined : await context.refusal('change');
    if (refusal !== undefined) context.stderr.write(`lvsctl top: read-only: ${escapeControls(refusal)}\n`);
    const isReadOnly = options['read-only'] === true || refusal !== undefined;
    const hosts = openHosts(chosen, {mayWrite: !isReadOnly, isKept: true}, world);
    return runFleet({...options, 'read-only': isReadOnly || undefined} as never, hosts, context);
  }
  const hosts = openHosts(chosen, {mayWrite: view === 'deed', isKept: false}, world);
  const asking = {
    patience: options['host-timeout'] ?? usualPatience,
    interruption: context.interruption,
    after: world.after,
  };
  try {
    if (view === 'deed') return await carryOutOnHosts(asked, {chosen, hosts, asking}, context);
    return await show(asked, view, hosts, asking, context);
  } finally {
    for (const host of hosts) host.close();
  }
}

async function show(
  {command, options}: OnHosts,
  view: Exclude<HostsView, 'deed' | 'dashboards'>,
  hosts: readonly RpcHost[],
  asking: Omit<Asking, 'isJson'>,
  context: CommandContext,
): Promise<number> {
  const {output} = options;
  const isText = output !== 'json' && output !== 'yaml';
  const isJson = view !== 'each' || !isText;
  const words = remoteWords(command, context.given, isJson ? 'json' : undefined);
  const listening = typeof options.wait === 'number' ? options.wait : 0;
  const answers = await askHosts(hosts, words, {...asking, isJson, patience: asking.patience + listening});
  if (context.isInterrupted()) return 130;
  return showHosts(answers, {view, options, isText}, context);
}
