// What checks cost: node build/bench/checks/measure.js [SECONDS] [KIND…]. Needs root, namespaces, nginx and openssl.
import {openFarm} from './farm.js';
import {type Load, loadOf} from './load.js';
import {type Kind, kinds} from './targets.js';

const seconds = Number(process.argv[2] ?? 20);
const chosen = kinds.filter(kind => process.argv.length < 4 || process.argv.includes(kind));
/** So many that the wanted rates come out where every fifth takes its whole limit. */
const servers: Readonly<Record<Kind, number>> = {tcp: 6000, http: 2400, https: 400};

const farm = await openFarm();
try {
  for (const kind of chosen)
    console.log(describe(await loadOf(farm, {kind, servers: servers[kind], seconds, interval: 1000, hasSilent: true})));
} finally {
  await farm.close();
}

function describe(told: Load): string {
  return [
    `${told.kind}: ${told.perSecond.toFixed(0)} checks a second`,
    `${told.cpuPerCheck.toFixed(0)} us of processor each (${(100 * told.cpuShare).toFixed(0)} % of a core)`,
    `${told.up} up, ${told.down} down, ${told.undecided} undecided, ${told.wrong} wrong ${told.worst}`,
    `timeouts ${told.timeoutErrorOfMost.toFixed(0)} ms off (99 %), ${told.timeoutError.toFixed(0)} at most`,
    `${told.memory.toFixed(0)} MB`,
  ].join('; ');
}
