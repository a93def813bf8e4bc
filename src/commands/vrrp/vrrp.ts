import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterTruth} from '../../vrrp/truth/router-truth.js';
import {type CommandContext, defineCommand, Usage, type Values} from '../command.js';
import {choice, duration, flag, word} from '../kinds.js';
import {formatDocument, outputFormats} from '../output/structured.js';
import {askOthers, peerOption} from './ask-others.js';
import {routersDocument} from './document.js';
import {managerOptions, routerOptions} from './options.js';
import type {Routers} from '../../managers/open-routers.js';
import {signatureOf} from './signature.js';
import {formatTruth} from './text.js';

/** A master that is there is heard within its interval; this much more for its jitter. */
const margin = 50;
/** Nobody waits for advertisements that come more rarely, unless told. */
const longestListening = 5000;
/** Seconds. */
const longestSleep = 3600;
const eraseScreen = '\u001b[2J\u001b[H';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table; wide adds the evidence); json and yaml are for scripts, see docs/json.md',
  },
  watch: {kind: flag, describe: 'print again at every change until Ctrl-C; with json, one line each'},
  wait: {kind: duration, describe: 'listen for so long (default: until a master would have been heard)'},
  ask: {kind: flag, describe: 'signal keepalived to write its state to a file, and read it'},
  log: {kind: word, describe: "keepalived's log, for since when and why: a file, or journal for systemd's"},
  probe: {
    kind: flag,
    describe: 'ask the network (ARP, neighbour discovery) who has the addresses, and for the default gateways',
  },
  peer: peerOption,
  ignore: {kind: word, describe: 'findings to leave out: their codes, separated by commas'},
  ...managerOptions,
} as const;

type Given = Values<typeof options>;

export const vrrp = defineCommand({
  name: 'vrrp',
  summary: 'who is master of the virtual routers, since when and why, and what is wrong',
  words: {name: 'INSTANCE', kind: word, describe: 'only these, with their evidence'},
  options,
  examples: [
    ['lvsctl vrrp', 'listens for one advertisement interval; exit status 1 if something is wrong'],
    ['lvsctl vrrp VI_1 --wait 4s', 'with all evidence, and sure of silence'],
    ['lvsctl vrrp --watch -o json', 'a document a line, at every change'],
  ],
  async run(given, names, context) {
    const routers = await context.openRouters(routerOptions(given));
    if (!routers) return 2;
    try {
      return given.watch === true
        ? await watch(given, names, routers, context)
        : await look(given, names, routers, context);
    } finally {
      await routers.close();
    }
  },
});

async function look(
  given: Given,
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
  given: Given,
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
  given: Given,
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

function choose({ignore}: Given, names: readonly string[], truth: RouterTruth): RouterTruth {
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

export function noInstance(name: string, {instances}: RouterTruth): string {
  const known = instances.flatMap(({identity}) => identity.name ?? []);
  const there = known.length === 0 ? 'None is configured here.' : `There are: ${known.join(', ')}`;
  return `no instance is called '${name}'. ${there}`;
}

function statusOf(given: Given, truth: RouterTruth): number {
  return choose(given, [], truth).findings.length > 0 ? 1 : 0;
}

function intervalToListen({instances}: RouterTruth): Milliseconds {
  const longest = Math.max(0, ...instances.map(({interval}) => interval ?? 0)) || 1000;
  return Math.min(longest, longestListening) + margin;
}
