import {Attempt} from './attempt.js';
import type {SqlProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';

/** Logs in, asks, wants at least one row: check_sql of ldirectord, which needs a login and a question. */
export const startSqlProbe: StartProbe<SqlProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  if (probe.login === '' || probe.request === '')
    queueMicrotask(() => attempt.down('L7', 'not asked: the check needs a login and a request'));
  else
    load(probe.dialect).then(
      ask => attempt.isOver || ask(attempt, probe),
      (error: Error) => attempt.undecided(`the client for ${probe.dialect} cannot be loaded: ${error.message}`),
    );
  return attempt;
};

type Ask = (attempt: Attempt, probe: SqlProbe) => void;

/** A director with databases of one kind has the client of that kind alone. */
async function load(dialect: SqlProbe['dialect']): Promise<Ask> {
  if (dialect === 'mysql') return (await import('./sql/ask-mysql.js')).askMysql;
  return (await import('./sql/ask-pgsql.js')).askPgsql;
}
