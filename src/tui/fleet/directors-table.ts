import type {Column} from '../components/columns.js';
import {age} from '../text/age.js';
import {quantity} from '../text/quantity.js';
import type {Glyphs} from '../text/glyphs.js';
import {span} from '../theme/role.js';
import type {Glance} from '../../remote/stage.js';
import {rolesWords} from './member-tabs.js';
import {linkWords} from './member-words.js';
import type {Member} from './fleet-model.js';

/** What cells are made from, beside the director. */
export interface DirectorCells {
  readonly now: number;
  readonly glyphs: Glyphs;
}

const figure = (
  name: string,
  title: string,
  describe: string,
  rank: number,
  value: (glance: Glance) => number,
  isBad: (glance: Glance) => boolean = () => false,
): Column<Member, DirectorCells> => ({
  name,
  title,
  describe,
  align: 'right',
  width: Math.max(6, title.length),
  rank,
  cell: ({glance}, {glyphs}) => {
    if (!glance || glance.at === undefined) return span(`${glyphs.dash} `, 'muted');
    return span(quantity(value(glance)), isBad(glance) ? 'bad' : 'plain');
  },
});

/** Directors side by side: a row each. */
export const directorColumns: readonly Column<Member, DirectorCells>[] = [
  {
    name: 'director',
    title: 'DIRECTOR',
    describe: 'as it was named',
    align: 'left',
    width: 12,
    grows: 24,
    rank: 0,
    cell: ({name}) => span(name, 'title'),
  },
  {
    name: 'link',
    title: 'CONNECTION',
    describe: 'whether it answers',
    align: 'left',
    width: 15,
    grows: 20,
    rank: 1,
    cell: (member, {now}) => linkWords(member, now),
  },
  {
    name: 'role',
    title: 'ROLE',
    describe: 'of its virtual routers',
    align: 'left',
    width: 10,
    grows: 16,
    rank: 2,
    cell: ({glance}, {glyphs}) => {
      const words = rolesWords(glance?.routers).replace(/, $/, '');
      const findings = glance?.routers?.reduce((sum, each) => sum + each.findings, 0) ?? 0;
      if (words === '') return span(glyphs.dash, 'muted');
      return span(words + (findings > 0 ? ` ${glyphs.warning}` : ''), findings > 0 ? 'bad' : 'plain');
    },
  },
  figure('active', 'ACTIVE', 'active connections', 3, ({active}) => active),
  figure('conn/s', 'CONN/S', 'new connections a second', 4, ({connectionsPerSecond}) => connectionsPerSecond),
  figure('services', 'SVCS', 'virtual services', 5, ({services}) => services),
  figure('servers', 'REAL', 'real servers', 6, ({servers}) => servers),
  figure('quiesced', 'QUIET', 'real servers of weight 0', 7, ({quiesced}) => quiesced),
  figure(
    'down',
    'DOWN',
    'services that take no connections',
    8,
    ({down}) => down,
    ({down}) => down > 0,
  ),
  figure('drains', 'DRAINS', 'drains on record', 9, ({drains}) => drains),
  {
    name: 'seen',
    title: 'SEEN',
    describe: 'how old what is known of it is',
    align: 'right',
    width: 5,
    rank: 10,
    cell: ({glance}, {now, glyphs}) => {
      if (glance?.at === undefined) return span(glyphs.dash, 'muted');
      return span(age(now - glance.at), glance.problem === undefined ? 'muted' : 'stale');
    },
  },
];
