import type {Routers} from '../../managers/open-routers.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {askOthers} from './ask-others.js';
import {routersDocument} from './document.js';
import {routerOptions} from './options.js';
import {signatureOf} from './signature.js';
import {formatTruth} from './text.js';
import type {VrrpOptions} from './vrrp.js';
import {untoldBy} from './untold-by.js';
import {nearest} from '../../ipvs/nearest-name.js';

/** A master that is there is heard within its interval; this much more for its jitter. */
const margin = 50;
/** Nobody waits for advertisements that come more rarely, unless told. */
const longestListening = 5000;
/** Seconds. */
const longestSleep = 3600;
const eraseScreen = '\u001b[2J\u001b[H';

/** Shows the virtual routers, once or at every change. Resolves to the exit status. */
export async function runVrrp(given: VrrpOptions, names: readonly string[], context: CommandContext): Promise<number> {
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  try {
    return given.watch === true
      ? await watch(given, names, routers, context)
      : await look(given, names, routers, context);
  } finally {
    await routers.close();
  }
}

async function look(
  given: VrrpOptions,
  names: readonly string[],
  routers: Routers,
  context: CommandContext,
): Promise<number> {
  const {watch: source} = routers;
  await source.start(() => {});
  if (given.ask === true) await source.ask();
  await askOthers(given, routers);
  const rest = (given.wait ?? intervalToListen(source.read())) - source.read().listened;
  if (rest > 0) await context.sleep(rest / 1000);
  if (context.isInterrupted()) return 130;
  const truth = source.read();
  context.stdout.write(await render(given, names, truth, routers, false));
  return statusOf(given, truth);
}

/** The rate is bounded by how often the watch judges. */
async function watch(
  given: VrrpOptions,
  names: readonly string[],
  routers: Routers,
  context: CommandContext,
): Promise<number> {
  const {watch: source} = routers;
  const isPage = context.isTerminal && given.output !== 'json' && given.output !== 'yaml';
  let signature = '';
  let printing = Promise.resolve();
  let isStarted = false;
  const print = () => {
    const truth = source.read();
    const next = signatureOf(truth);
    if (!isStarted || next === signature) return;
    signature = next;
    const text = render(given, names, truth, routers, true);
    printing = printing.then(async () => void context.stdout.write((isPage ? eraseScreen : '') + (await text)));
  };
  await source.start(print);
  if (given.ask === true) await source.ask();
  await askOthers(given, routers);
  isStarted = true;
  choose(given, names, source.read());
  print();
  while (!context.isInterrupted()) await context.sleep(longestSleep);
  await printing;
  return 130;
}

async function render(
  given: VrrpOptions,
  names: readonly string[],
  truth: RouterTruth,
  {watch: source, world}: Routers,
  isSeries: boolean,
): Promise<string> {
  const chosen = choose(given, names, truth);
  const format = given.output ?? 'table';
  if (format === 'json' || format === 'yaml')
    return formatDocument(
      routersDocument(chosen, {name: world.host, addresses: source.ownAddresses}),
      format,
      isSeries,
    );
  return formatTruth(chosen, chosen.instances, format === 'wide' || names.length > 0);
}

function choose({ignore}: VrrpOptions, names: readonly string[], truth: RouterTruth): RouterTruth {
  const ignored = new Set(ignore?.split(','));
  const isNamed = (name: string | undefined) => names.length === 0 || (name !== undefined && names.includes(name));
  const unknown = names.filter(name => !truth.instances.some(({identity}) => identity.name === name));
  if (unknown.length > 0) throw new Usage(noInstance(unknown[0] as string, truth));
  return {
    ...truth,
    instances: truth.instances.filter(({identity}) => isNamed(identity.name)),
    findings: truth.findings.filter(({code, instance}) => !ignored.has(code) && (!instance || isNamed(instance.name))),
  };
}

function noInstance(name: string, {instances, sources}: RouterTruth): string {
  const known = instances.flatMap(({identity}) => identity.name ?? []);
  const near = nearest(name, known);
  const there =
    known.length === 0
      ? 'None is configured here.'
      : near === undefined
        ? `There are: ${known.join(', ')}.`
        : `Did you mean ${near}?`;
  return `no instance is called '${name}'. ${there}${untoldBy(sources)}`;
}

function statusOf(given: VrrpOptions, truth: RouterTruth): number {
  return choose(given, [], truth).findings.length > 0 ? 1 : 0;
}

function intervalToListen({instances}: RouterTruth): Milliseconds {
  const longest = Math.max(0, ...instances.map(({interval}) => interval ?? 0)) || 1000;
  return Math.min(longest, longestListening) + margin;
}
