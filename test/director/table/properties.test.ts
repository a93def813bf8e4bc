import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Pool, PoolServer} from '../../../src/config/pools/pool-configuration.js';
import type {Change} from '../../../src/ipvs/change.js';
import type {DestinationConfiguration} from '../../../src/ipvs/destination.js';
import {destinationKey} from '../../../src/ipvs/destination.js';
import type {DesiredEntry} from '../../../src/ipvs/plan.js';
import {serviceKey} from '../../../src/ipvs/service.js';
import {changes} from '../../kernel/embedded/changes.js';
import {ModelTable} from '../../ipvs/model-table.js';
import {adopted, drainOf, keeping, type Keeping, shown} from './keeping.js';
import {configurationOf, pool, standing, type To} from './pools.js';

const members = [1, 2, 3] as const;
type Member = (typeof members)[number];
const nameOf = (member: Member) => `10.0.1.${member}:80`;
const web = '-t 10.0.0.1:80';
const group = ['-t 10.0.0.2:80', '-t 10.0.0.3:80'];
const add = (service: string, member: number, weight: number) => `-a ${service} -r 10.0.1.${member}:80 -m -w ${weight}`;
const sorry = add(web, 9, 1);

const webPool = (weights: Partial<Record<Member, number>>) =>
  pool(
    [`-A ${web} -s wrr`, ...members.flatMap(one => (weights[one] === undefined ? [] : add(web, one, weights[one])))],
    {sorry},
  );
const groupPool = (scheduler: string) =>
  pool([
    ...group.map(service => `-A ${service} -s ${scheduler}`),
    ...members.map(one => add(group[0] as string, one, one)),
  ]);

/** What is configured, one after the other. */
const configurations: readonly (readonly Pool[])[] = [
  [webPool({1: 3, 2: 2, 3: 1}), groupPool('rr')],
  [webPool({1: 3, 2: 20}), groupPool('wlc')],
  [webPool({2: 2, 3: 1})],
];

type Act =
  | {readonly type: 'stand'; readonly to: readonly ('in' | 'out' | 'quiesced')[]}
  | {readonly type: 'weight'; readonly member: Member; readonly weight: number}
  | {readonly type: 'delete' | 'add' | 'drain' | 'undrain'; readonly member: Member}
  | {readonly type: 'foreign'; readonly weight: number}
  | {readonly type: 'clear' | 'restart' | 'delete service'}
  | {readonly type: 'reload'; readonly to: number};

const anyMember = fc.constantFrom(...members);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('stand' as const),
      to: fc.array(fc.constantFrom('in' as const, 'out' as const, 'quiesced' as const), {minLength: 3, maxLength: 3}),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('weight' as const),
      member: anyMember,
      weight: fc.constantFrom(0, 1, 2, 3, 7),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('delete' as const, 'add' as const, 'drain' as const, 'undrain' as const),
      member: anyMember,
    }),
  },
  fc.record({type: fc.constant('foreign' as const), weight: fc.constantFrom(0, 5)}),
  fc.record({type: fc.constantFrom('clear' as const, 'restart' as const, 'delete service' as const)}),
  fc.record({type: fc.constant('reload' as const), to: fc.integer({min: 0, max: 2})}),
);

/** A director, its operators, and what they may rely on. */
class Site {
  configured = configurations[0] as readonly Pool[];
  to: Record<string, To> = {};
  serves = false;
  /** By member: that an operator gave it clients in web while it was down. */
  readonly putIn = new Set<Member>();
  foreign: string | undefined;

  private constructor(public kept: Keeping) {}

  static async begin(): Promise<Site> {
    const site = new Site(await keeping([]));
    await adopted(site.kept, configurationOf(...site.configured));
    await site.stand();
    return site;
  }

  async stand(): Promise<void> {
    for (const one of this.configured)
      this.kept.keeper.note(standing(one, this.to, one.sorry !== undefined && this.serves));
    await this.kept.keeper.idle();
  }

  isDown(member: Member): boolean {
    return typeof this.to[nameOf(member)] === 'string';
  }

  async act(act: Act): Promise<void> {
    const {kept} = this;
    switch (act.type) {
      case 'stand':
        this.to = {};
        for (const [i, where] of act.to.entries()) if (where !== 'in') this.to[nameOf(members[i] as Member)] = where;
        this.serves = act.to.every(where => where !== 'in');
        for (const one of members) if (!this.isDown(one)) this.putIn.delete(one);
        return this.stand();
      case 'weight':
        if (await this.tried(`-e ${web} -r ${nameOf(act.member)} -m -w ${act.weight}`))
          this.gave(act.member, act.weight);
        return;
      case 'delete':
        await this.tried(`-d ${web} -r ${nameOf(act.member)}`);
        return;
      case 'add':
        if (await this.tried(add(web, act.member, 2))) this.gave(act.member, 2);
        return;
      case 'drain':
        if (kept.drains.length > 0) return;
        kept.drains = [drainOf(add(web, act.member, 2))];
        await this.tried(`-e ${web} -r ${nameOf(act.member)} -m -w 0`);
        return;
      case 'undrain':
        kept.drains = [];
        return;
      case 'foreign':
        if (await this.tried(add(web, 77, act.weight))) this.foreign = `10.0.1.77:80 ${act.weight}`;
        return;
      case 'clear':
      case 'delete service':
        if (await this.tried(act.type === 'clear' ? '-C' : `-D ${web}`)) this.foreign = undefined;
        return;
      case 'restart':
        await kept.keeper.close(false);
        this.kept = kept.restart();
        this.kept.drains = kept.drains;
        await adopted(this.kept, configurationOf(...this.configured));
        return this.stand();
      case 'reload':
        this.configured = configurations[act.to] as readonly Pool[];
        await adopted(this.kept, configurationOf(...this.configured));
        return this.stand();
    }
  }

  gave(member: Member, weight: number): void {
    if (this.isDown(member) && weight > 0) this.putIn.add(member);
  }

  /** As an operator: whatever becomes of it. */
  async tried(line: string): Promise<boolean> {
    return (await this.kept.site.ipvs.apply(changes([line])))[0] === undefined;
  }

  async entries(): Promise<readonly DesiredEntry[]> {
    return (await this.kept.site.ipvs.table()).entries;
  }
}

function takers(entry: DesiredEntry | undefined): number {
  return entry?.destinations.filter(({weight}) => weight > 0).length ?? 0;
}

/** Each change on its own: nobody is deleted and added again, no service loses its last server in between. */
function checkSteps(before: readonly DesiredEntry[], asked: readonly Change[], after: readonly DesiredEntry[]): void {
  const model = new ModelTable({entries: before});
  const has = (entries: readonly DesiredEntry[]) =>
    new Map(entries.map(entry => [serviceKey(entry.service.id), entry]));
  const [was, is] = [has(before), has(after)];
  const deleted = new Set<string>();
  for (const change of asked) {
    model.apply(change);
    if (change.type === 'delete-server') deleted.add(`${serviceKey(change.id)} ${destinationKey(change.destination)}`);
    if (change.type === 'delete-service') deleted.add(serviceKey(change.id));
    const added =
      change.type === 'add-server'
        ? `${serviceKey(change.id)} ${destinationKey(change.destination)}`
        : change.type === 'add-service'
          ? serviceKey(change.service.id)
          : '';
    assert.ok(!deleted.has(added), `${shown(change)}: it was there`);
    for (const entry of model.entries()) {
      const key = serviceKey(entry.service.id);
      if (takers(was.get(key)) > 0 && takers(is.get(key)) > 0)
        assert.ok(takers(entry) > 0, `${shown(change)} leaves nobody`);
    }
  }
}

test('whatever happens in whatever order, the table is what checks, operators and drains say, and stays it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, {minLength: 1, maxLength: 25}), async acts => {
      const site = await Site.begin();
      for (const act of acts) {
        await site.act(act);
        const before = await site.entries();
        site.kept.asked.length = 0;
        await site.kept.keeper.compare();
        const after = await site.entries();
        checkSteps(before, site.kept.asked, after);
        check(site, after);
        site.kept.asked.length = 0;
        await site.kept.keeper.compare();
        await site.stand();
        assert.deepEqual(site.kept.asked.map(shown), [], 'nothing is left to be done');
        assert.deepEqual(site.kept.keeper.problems, []);
      }
      await site.kept.keeper.close(true);
      const left = (await site.kept.table()).filter(line => / 10\.0\.1\.\d+:80 \d+$/.test(line));
      const isOurs = (line: string) => site.configured[0]?.servers.some(({name}) => line.includes(name));
      assert.deepEqual(left.filter(isOurs), []);
      assert.equal(left.includes(`tcp/10.0.0.1:80 ${site.foreign}`), site.foreign !== undefined);
      site.kept.site.close();
    }),
    {numRuns: 150},
  );
});

test('step by step: standings and reloads leave no service empty, and add nothing again', async () => {
  const anyStep = anyAct.filter(({type}) => type === 'stand' || type === 'reload');
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, {minLength: 1, maxLength: 15}), async acts => {
      const site = await Site.begin();
      for (const act of acts) {
        const before = await site.entries();
        site.kept.asked.length = 0;
        await site.act(act);
        checkSteps(before, site.kept.asked, await site.entries());
      }
      site.kept.site.close();
    }),
    {numRuns: 100},
  );
});

function check(site: Site, entries: readonly DesiredEntry[]): void {
  const pool: Pool | undefined = site.configured[0];
  const entry = entries.find(({service}) => serviceKey(service.id) === '6/167772161/80');
  assert.ok(pool && entry, 'the service is there');
  const has = (member: number) => entry.destinations.find(one => addressEnds(one, member));
  for (const member of members) {
    const configured: PoolServer | undefined = pool.servers.find(({name}) => name === nameOf(member));
    const now = has(member);
    if (!configured) continue;
    const words = site.kept.keeper.operatorOf(pool.name, nameOf(member));
    const isDrained = site.kept.drains.some(({destinations}) =>
      destinations.some(one => addressEnds(one.destination, member)),
    );
    if (isDrained) assert.equal(now?.weight ?? 0, 0, `${member} is drained`);
    if (site.isDown(member) && !site.putIn.has(member))
      assert.equal(now?.weight ?? 0, 0, `${member} is down, and nobody put it in`);
    if (!site.isDown(member) && words === undefined)
      assert.equal(now?.weight, configured.weight, `${member} is up, and nobody did anything`);
    if (!isDrained && !site.isDown(member) && words !== undefined && !/removed/.test(words))
      assert.equal(words, `weight ${now?.weight}, by hand`);
  }
  const foreign = has(77);
  assert.equal(foreign && `10.0.1.77:80 ${foreign.weight}`, site.foreign);
}

function addressEnds({address}: Pick<DestinationConfiguration, 'address'>, member: number): boolean {
  return address.family === 'ipv4' && (address.value & 255) === member;
}
