import type {Milliseconds} from '../../checks/milliseconds.js';
import type {NoticeSettings, Pool} from '../../config/pools/pool-configuration.js';
import type {Notice} from './notice.js';

/** One way on which a notice goes; each has a queue of its own. */
export type Way =
  | {
      readonly type: 'mail';
      readonly to: readonly string[];
      readonly mail: NonNullable<NoticeSettings['mail']>;
    }
  | {readonly type: 'command'; readonly command: NonNullable<NoticeSettings['command']>}
  | {readonly type: 'webhook'; readonly webhook: {readonly url: string; readonly timeout: Milliseconds}};

/**
 * The ways on which a notice goes. Mail goes to those who want all of it, and to those of the virtual services that it is
 * about; where none of its servers is to send mail, to nobody.
 */
export function waysOf(notice: Notice, settings: NoticeSettings, pools: ReadonlyMap<string, Pool>): readonly Way[] {
  const {mail, command, webhook} = settings;
  const ways: Way[] = [];
  const to = mail ? recipientsOf(notice, mail.to, pools) : [];
  if (mail && to.length > 0) ways.push({type: 'mail', to, mail});
  if (command) ways.push({type: 'command', command});
  if (webhook) ways.push({type: 'webhook', webhook});
  return ways;
}

function recipientsOf(notice: Notice, usual: readonly string[], pools: ReadonlyMap<string, Pool>): readonly string[] {
  const recipients = new Set<string>();
  const add = (pool: Pool | undefined) => {
    for (const to of [...usual, ...(pool?.mailTo ?? [])]) recipients.add(to);
  };
  for (const {pool: name, server} of notice.affected) {
    const pool = pools.get(name);
    if (pool?.servers.find(({name: one}) => one === server)?.sendsMail ?? true) add(pool);
  }
  for (const name of notice.quorums) add(pools.get(name));
  if (notice.cause.type === 'quorum') add(pools.get(notice.cause.pool));
  return [...recipients];
}
