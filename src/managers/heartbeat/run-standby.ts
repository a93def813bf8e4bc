import {formatMac} from '../../net/mac.js';
import {span} from '../../vrrp/findings/words.js';
import type {SwitchOutcome, SwitchStep} from '../../vrrp/handover/router-owner.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {until} from '../until.js';
import type {RouterWorld} from '../router-world.js';
import {AddressWatch} from './address-watch.js';
import {askCluster, type ResourceState} from './cluster-status.js';
import {heartbeatProgram} from './find-heartbeat.js';
import type {PlannedStandby} from './plan-standby.js';

/** How long each stage may take. */
export interface StandbyLimits {
  /** heartbeat waits 10 s for the other node's answer, and cancels. */
  readonly answer: Milliseconds;
  /** The scripts of one node stop everything, or those of the other start it. */
  readonly scripts: Milliseconds;
}

export const standbyLimits: StandbyLimits = {answer: 11_000, scripts: 30_000};

/** hb_standby writes to a FIFO, which takes no time, and waits for ever where nobody reads it. */
const programTime: Milliseconds = 3000;

type Tell = (step: SwitchStep) => void;

/** Asks heartbeat to move groups of resources, and believes it when the addresses have moved. */
export async function runStandby(
  world: Pick<RouterWorld, 'machine' | 'network' | 'packets' | 'clock' | 'after'>,
  planned: PlannedStandby,
  limits: StandbyLimits,
  onStep: Tell,
  isInterrupted: () => boolean,
): Promise<SwitchOutcome> {
  const steps: SwitchStep[] = [];
  const tell: Tell = step => {
    steps.push(step);
    onStep(step);
  };
  const watch = new AddressWatch(world, addressesOf(planned));
  try {
    await watch.start();
    tell({at: world.clock(), instance: undefined, code: 'begun', words: planned.plan.steps.join('; ')});
    const failure = await request(world, planned.program, planned.set);
    if (failure !== undefined) {
      tell({at: world.clock(), instance: undefined, code: 'failed', words: failure});
      return {result: 'put-back', words: `${failure}; nothing was changed`, steps, gap: undefined, hold: undefined};
    }
    const end = await (planned.to === 'backup' ? leave : take)({world, planned, limits, watch, tell, isInterrupted});
    return {...end, steps, hold: undefined};
  } finally {
    watch.close();
  }
}

interface Run {
  readonly world: Pick<RouterWorld, 'machine' | 'clock' | 'after'>;
  readonly planned: PlannedStandby;
  readonly limits: StandbyLimits;
  readonly watch: AddressWatch;
  readonly tell: Tell;
  readonly isInterrupted: () => boolean;
}

type End = Pick<SwitchOutcome, 'result' | 'words' | 'gap'>;

async function leave(run: Run): Promise<End> {
  const {world, planned, limits, watch, tell, isInterrupted} = run;
  const addresses = addressesOf(planned);
  const isGone = () => addresses.every(address => !watch.isHere(address));
  // a request cannot be called back: who interrupts it gets what it moved put back
  if (!(await until(world, isGone, limits.answer))) await isSettled(run);
  if (!isGone()) {
    if (addresses.some(address => !watch.isHere(address))) return putBack(run);
    const words = 'the addresses are still here: the other node did not answer, and heartbeat cancelled the request';
    tell({at: world.clock(), instance: undefined, code: 'late', words});
    return {result: 'put-back', words, gap: undefined};
  }
  tellEach(run, 'addresses-gone', 'addresses gone from this host', address => watch.goneAt(address));
  // whoever announces nothing (IPv6, scripts alone) is believed by heartbeat's own word
  const announced = addresses.filter(({family}) => family === 'ipv4');
  const isTaken = () => announced.every(address => watch.claimOf(address));
  if (announced.length > 0) await until(world, () => isTaken() || isInterrupted(), limits.scripts);
  const hasMoved = announced.length > 0 ? isTaken() : await hasMovedByWord(run, planned.to);
  if (!hasMoved || isInterrupted()) return putBack(run);
  const gap = longestGap(run);
  tellEach(run, 'announced', 'announced by another station', address => watch.claimOf(address)?.at, describeClaim);
  return {
    result: 'done',
    words: `the other node has them${gap === undefined ? ', by the word of heartbeat' : `: nobody had an address for ${span(gap)}`}`,
    gap,
  };

  function describeClaim(address: (typeof addresses)[number]): string {
    const claim = watch.claimOf(address);
    return claim ? `announced by ${formatMac(claim.station)}` : '';
  }
}

async function take(run: Run): Promise<End> {
  const {world, planned, limits, watch, tell, isInterrupted} = run;
  const addresses = addressesOf(planned);
  const isHere = () => addresses.length > 0 && addresses.every(address => watch.isHere(address));
  if (!(await until(world, isHere, addresses.length > 0 ? limits.answer : 0))) await isSettled(run);
  if (isHere() && !isInterrupted()) {
    tellEach(run, 'addresses-here', 'addresses here', address => watch.comeAt(address));
    return {result: 'done', words: 'this host has them', gap: undefined};
  }
  if (isInterrupted()) return putBack(run);
  if (addresses.length === 0 && (await hasMovedByWord(run, planned.to)))
    return {result: 'done', words: 'this host has them, by the word of heartbeat', gap: undefined};
  const words = 'the addresses did not come: see the log of heartbeat on both nodes (ha-log)';
  tell({at: world.clock(), instance: undefined, code: 'late', words});
  return {result: 'late', words, gap: undefined};
}

/** Moves the set the other way, and waits until the addresses are where they were. */
async function putBack(run: Run): Promise<End> {
  const {world, planned, limits, watch, tell, isInterrupted} = run;
  const [verb, back] =
    planned.to === 'backup' ? (['hb_takeover', 'master'] as const) : (['hb_standby', 'backup'] as const);
  const addresses = addressesOf(planned);
  const isBack = () =>
    addresses.length > 0 && addresses.every(address => watch.isHere(address) === (back === 'master'));
  const why = isInterrupted() ? 'interrupted' : 'nobody took them over in time';
  await isSettled(run); // no request is taken while resources move
  if (!isBack()) await request(world, heartbeatProgram(world.machine, verb), planned.set);
  const isPutBack =
    addresses.length > 0 ? await until(world, isBack, limits.answer + limits.scripts) : await hasMovedByWord(run, back);
  if (!isPutBack) {
    const words = `${why}, and they could not be put back: lvsctl vrrp shows what is where`;
    tell({at: world.clock(), instance: undefined, code: 'failed', words});
    return {result: 'not-put-back', words, gap: undefined};
  }
  tell({at: world.clock(), instance: undefined, code: 'put-back', words: `${verb} ${planned.set}: as it was`});
  return {result: isInterrupted() ? 'interrupted' : 'put-back', words: `${why}: it is as it was`, gap: undefined};
}

/** Whether heartbeat says that nothing moves any more, in time. */
function isSettled(run: Run): Promise<boolean> {
  return hears(run, resources => resources !== 'transition');
}

/** Whether heartbeat says, in time, that the set is here, or is not. */
function hasMovedByWord(run: Run, to: PlannedStandby['to']): Promise<boolean> {
  const {set} = run.planned;
  if (set === 'all') return hears(run, resources => resources === (to === 'master' ? 'all' : 'none'));
  const here: readonly ResourceState[] = ['all', set];
  return hears(run, resources => resources !== 'transition' && here.includes(resources) === (to === 'master'));
}

async function hears({world, limits}: Run, isSo: (resources: ResourceState) => boolean): Promise<boolean> {
  const end = world.clock() + limits.scripts;
  while (world.clock() < end) {
    const status = await askCluster(world).catch(() => undefined);
    if (status?.resources !== undefined && isSo(status.resources)) return true;
    await new Promise<void>(resolve => world.after(500, resolve));
  }
  return false;
}

/** @returns why it failed */
async function request(
  {machine}: Pick<RouterWorld, 'machine'>,
  program: string | undefined,
  set: PlannedStandby['set'],
): Promise<string | undefined> {
  if (program === undefined) return 'the program is not installed';
  try {
    const {status, stderr} = await machine.run(program, [set], {timeout: programTime});
    if (status === 0) return undefined;
    return status === undefined
      ? `${program} did not end: nobody reads heartbeat's FIFO`
      : `${program} ended with ${status}: ${stderr.trim()}`;
  } catch (error) {
    return `${program} could not be run: ${(error as Error).message}`;
  }
}

function addressesOf({groups}: PlannedStandby) {
  return groups.flatMap(({addresses}) => addresses.map(({address}) => address));
}

type OneAddress = ReturnType<typeof addressesOf>[number];

/** A step for each group, when the last of its addresses was so far. */
function tellEach(
  {planned, tell}: Run,
  code: SwitchStep['code'],
  words: string,
  when: (address: OneAddress) => Milliseconds | undefined,
  describe: (address: OneAddress) => string = () => '',
): void {
  for (const [i, {addresses}] of planned.groups.entries()) {
    const times = addresses.flatMap(({address}) => when(address) ?? []);
    if (times.length === 0) continue;
    const [first] = addresses;
    const own = first && describe(first.address);
    tell({at: Math.max(...times), instance: planned.plan.instances[i], code, words: own || words});
  }
}

function longestGap({planned, watch}: Run): Milliseconds | undefined {
  const gaps = addressesOf(planned).flatMap(address => {
    const gone = watch.goneAt(address);
    const claim = watch.claimOf(address);
    return gone !== undefined && claim ? [Math.max(0, claim.at - gone)] : [];
  });
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}
