import {placeKey} from '../../maintenance/drain/drain-record.js';
import {findOwnership} from '../../maintenance/find-ownership.js';
import {serviceKey, type ServiceId} from '../../ipvs/service.js';
import type {Address} from '../../net/address.js';
import type {CommandContext} from '../command.js';
import {namesToShow} from '../settings/names-to-show.js';
import {attempt} from './attempt.js';
import {countConnections} from './count-connections.js';
import {allServers, findSubject, isServerOf} from './find-subject.js';
import {checkedServer, configuredPlace, knownByChecks, readCheckFacts} from './read-check-facts.js';
import {lastChanges} from './last-changes.js';
import {readDrains} from './read-drains.js';
import {readRouters} from './read-routers.js';
import {openTable} from './read-table-facts.js';
import {resolveHost} from './resolve-host.js';
import {shellWord} from './shell-word.js';
import type {ServiceFacts, SourceWords, Untold, WhyFacts} from './why-facts.js';
import type {WhyOptions} from './why.js';

/** Asks everybody who may know, what can be asked without harm. A source that fails is told, and the others count. */
export async function gatherFacts(asked: string, given: WhyOptions, context: CommandContext): Promise<WhyFacts> {
  const untold: Untold[] = [];
  const tell = (source: string, words: string) => void untold.push({source, words});
  const book = await namesToShow(context, undefined);
  const table = await openTable(context, tell);
  try {
    const checks = await readCheckFacts(given, context, tell);
    const known = [...table.known, ...knownByChecks(checks)];
    const texts = known.some(({name}) => name === asked) ? [asked] : book.servicesMeant(asked);
    const {subject, services: ids, more} = findSubject(texts, known, await resolveHost(texts, context));
    if (more > 0) tell('services', `${more} more have it; name one of them for its page`);
    const owners = await attempt('owners', tell, [], () => context.openOwners());
    for (const owner of owners) await attempt(owner.name, tell, undefined, () => owner.look());
    const ownershipOf = findOwnership(owners);
    const drains = await readDrains(table.ipvs, context, tell);
    const services: ServiceFacts[] = [];
    for (const id of ids) {
      const {service, destinations} = await table.read(id);
      const key = serviceKey(id);
      const others = known.filter(one => serviceKey(one.id) === key).flatMap(one => one.servers);
      const drained = drains.flatMap(({record}) =>
        record.destinations.filter(one => serviceKey(one.service) === key).map(one => one.destination),
      );
      services.push({
        id,
        isRead: table.ipvs !== undefined,
        service,
        pool: checks.report?.pools.find(pool => pool.services.some(one => serviceKey(one) === key)),
        checkedBy: checks.report?.source ?? checks.name,
        servers: allServers(destinations, others, drained).map(server => ({
          id: server,
          destination: destinations.find(one => placeKey(id, one) === placeKey(id, server)),
          ownership: ownershipOf(id, server),
          drains: drains.filter(({record}) =>
            record.destinations.some(one => placeKey(one.service, one.destination) === placeKey(id, server)),
          ),
          checked: checkedServer(checks, id, server),
          configured: configuredPlace(checks, id, server),
        })),
      });
    }
    const addresses = addressesOf(ids, subject.type === 'nothing' ? subject.address : undefined);
    const holders = await readRouters(addresses, given, context, tell);
    return {
      asked,
      now: context.now(),
      names: await namesToShow(context, given.numeric),
      subject,
      services,
      holders,
      changes: await lastChanges(
        {
          services: new Set(ids.map(serviceKey)),
          isServer: isServerOf(subject),
          names: (holders ?? []).flatMap(({instances}) => instances.flatMap(({identity}) => identity.name ?? [])),
        },
        context,
        tell,
      ),
      connections: table.ipvs && countConnections(table.ipvs, ids, isServerOf(subject), tell),
      given: sourceWords(given),
      untold,
    };
  } finally {
    table.ipvs?.close();
  }
}

function sourceWords(given: WhyOptions): SourceWords {
  const word = (name: 'keepalived-config' | 'keepalived-pid' | 'log') =>
    given[name] === undefined ? '' : ` --${name} ${shellWord(given[name])}`;
  return {where: word('keepalived-config') + word('keepalived-pid'), log: word('log')};
}

const mostAddresses = 4;

function addressesOf(ids: readonly ServiceId[], alone: Address | undefined): readonly Address[] {
  const all = ids.flatMap(id => (id.type === 'address' ? [id.address] : []));
  return [...new Map([...all, ...(alone ? [alone] : [])].map(one => [JSON.stringify(one), one])).values()].slice(
    0,
    mostAddresses,
  );
}
