import type {Place} from '../../../config/keepalived/problem.js';
import {knownSchedulers} from '../../../ipvs/known-schedulers.js';
import type {LintRule} from '../../lint-rule.js';
import {lineAt} from '../../line-at.js';
import {hostText} from '../host-text.js';
import type {LdirectordSubject} from '../ldirectord-subject.js';
import {nearest} from '../../nearest.js';

/** What is wrong with virtual services, real servers, fallbacks and mails. */
export const ldirectordServerRules: readonly LintRule<LdirectordSubject>[] = [
  {
    code: 'duplicate-real-server',
    severity: 'warning',
    title: 'a real server twice in one virtual service',
    consequence:
      'the table has it once, with the weight of either: one of the two is set over the other at each change',
    correction: 'remove one of the two; for a larger share give it a larger weight',
    *check({config}) {
      for (const {reals, id} of config.virtuals) {
        const seen = new Map<string, Place>();
        for (const real of reals) {
          const key = hostText(real);
          const before = seen.get(key);
          if (before)
            yield {
              place: real.place,
              message: `${key} of ${id} is there already, ${before === real.place ? 'in this line' : lineAt(before, real.place)}`,
            };
          else seen.set(key, real.place);
        }
      }
    },
  },
  {
    code: 'unknown-scheduler',
    severity: 'error',
    title: 'a scheduler that there is not',
    consequence: 'ldirectord starts, and ipvsadm refuses the service: it is not there',
    correction: `one of ${knownSchedulers.join(', ')}`,
    *check({config, placeOf}) {
      for (const virtual of config.virtuals) {
        const place = placeOf(virtual, 'scheduler');
        if (!place || knownSchedulers.includes(virtual.scheduler)) continue;
        const meant = nearest(virtual.scheduler, knownSchedulers);
        yield {
          place,
          message: `there is no scheduler "${virtual.scheduler}"`,
          ...(meant === undefined ? {} : {correction: `scheduler=${meant}`}),
        };
      }
    },
  },
  {
    code: 'no-real-servers',
    severity: 'error',
    title: 'a virtual service without real servers',
    consequence: 'clients are refused, unless there is a fallback, which gets all of them',
    correction: 'real=ADDRESS:PORT METHOD, indented like the other lines of the service',
    *check({config, problems}) {
      for (const {reals, place, id} of config.virtuals)
        if (reals.length === 0 && problems.every(({severity}) => severity !== 'refused'))
          yield {place, message: `${id} has no real server`};
    },
  },
  {
    code: 'no-weight',
    severity: 'error',
    title: 'a virtual service whose real servers all have weight 0',
    consequence: 'no new connection is taken: clients are refused',
    correction: 'a weight of 1 or more for those that are to serve',
    *check({config}) {
      for (const {reals, place, id} of config.virtuals)
        if (reals.length > 0 && reals.every(({weight}) => weight === 0))
          yield {place, message: `all real servers of ${id} have weight 0`};
    },
  },
  {
    code: 'weight-zero',
    severity: 'hint',
    title: 'a real server of weight 0',
    consequence: 'it gets no new connections',
    correction: 'a weight of 1 or more, unless it is being drained: maintenancedir does that without editing',
    *check({config}) {
      for (const {reals, id} of config.virtuals) {
        if (reals.every(({weight}) => weight === 0)) continue;
        for (const real of reals)
          if (real.weight === 0) yield {place: real.place, message: `${hostText(real)} of ${id} has weight 0`};
      }
    },
  },
  {
    code: 'no-fallback-server',
    severity: 'hint',
    title: 'a virtual service without fallback',
    consequence: 'when no real server is left clients are refused, and nothing says sorry',
    correction: 'fallback=127.0.0.1:80 gate, with a page there',
    *check({config}) {
      for (const {fallback, fallbackCommand, place, id, protocol} of config.virtuals)
        if (!fallback && fallbackCommand === undefined && protocol === 'tcp')
          yield {place, message: `${id} has no fallback`};
    },
  },
  {
    code: 'fallback-is-real-server',
    severity: 'warning',
    title: 'a fallback that is a real server of the same service',
    consequence:
      'it is added when it has just failed, and removed when it is up: the two settings are written over one another',
    correction: 'a server of its own, such as 127.0.0.1',
    *check({config, placeOf, globalPlaceOf}) {
      for (const virtual of config.virtuals) {
        const {fallback, reals, id} = virtual;
        if (fallback && reals.some(real => hostText(real) === hostText(fallback)))
          yield {
            place: placeOf(virtual, 'fallback', 'fallback6') ?? globalPlaceOf('fallback', 'fallback6') ?? virtual.place,
            message: `${hostText(fallback)} is a real server of ${id} too`,
          };
      }
    },
  },
  {
    code: 'quiescent-with-persistence',
    severity: 'warning',
    title: 'quiescent=yes with persistent',
    consequence:
      'clients that persistence pins to a server that failed go on being sent to it until the persistence ends',
    correction: 'quiescent=no, or net.ipv4.vs.expire_quiescent_template = 1 in /etc/sysctl.d',
    *check({config, placeOf}) {
      for (const virtual of config.virtuals)
        if (virtual.isQuiescent && virtual.persistence !== undefined)
          yield {
            place: placeOf(virtual, 'persistent') ?? virtual.place,
            message: `${virtual.id} is persistent for ${virtual.persistence} s, and quiescent`,
          };
    },
  },
  {
    code: 'mail-without-address',
    severity: 'warning',
    title: 'settings of mails without emailalert',
    consequence: 'there is nobody to write to: no mail is sent',
    correction: 'emailalert="ADDRESS"',
    *check({config, placeOf, globalPlaceOf}) {
      const others = ['emailalertfreq', 'emailalertfrom', 'emailalertstatus', 'smtp'];
      if (config.virtuals.every(({mail}) => mail.to === '') && !globalPlaceOf('emailalert')) {
        const place = globalPlaceOf(...others) ?? config.virtuals.map(one => placeOf(one, ...others)).find(one => one);
        if (place) yield {place, message: 'mails are set, and no emailalert'};
      }
    },
  },
];
