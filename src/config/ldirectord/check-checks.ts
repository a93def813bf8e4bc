import type {SayOf} from './check-virtual.js';
import type {Virtual} from './ldirectord-config.js';
import type {WrittenService} from './virtual-reader.js';

const databases: ReadonlySet<string> = new Set(['mysql', 'oracle', 'pgsql']);

/** Says which checks cannot do what they are for. */
export function checkChecks({settings}: WrittenService, {id, protocol, check, reals}: Virtual, say: SayOf): void {
  const {type, service} = check;
  const negotiates = type === 'negotiate' || type === 'combined';
  if (type === 'negotiate' && service === 'none' && settings.service === undefined)
    say('unchecked', 'virtual', `${id} has no service to check, and none by its port: say service= or checktype=`);
  if (type === 'external' && settings.checkcommand === undefined)
    say('unchecked', 'checktype', 'an external check needs a checkcommand', 'ldirectord runs /bin/true');
  if (negotiates && service === 'dns' && check.receive === '' && reals.some(({receive}) => receive === ''))
    say('never-up', 'service', 'dns needs receive: without it no answer matches');
  if (negotiates && databases.has(service) && (check.login === '' || reals.some(({request}) => request === '/')))
    say('never-up', 'service', `${service} needs login and request`);
  const connects =
    (type === 'connect' && protocol !== 'udp') || type === 'combined' || (type === 'negotiate' && service !== 'none');
  if (connects && reals.some(({checkPort}) => checkPort === undefined || checkPort === 0))
    say('never-up', 'checktype', `${id} has real servers without a port to check: say checkport=`);
}
