import {row, type Row} from './row.js';
import {helps} from './told.js';

/** Words that are no services, numbers or names. */
export const wordRows: readonly Row[] = [
  row('list 10.0.0', 2, helps('list', "'10.0.0' is not a service: write \\[tcp/")),
  row('list 10.0.0.9', 1, /no such service\. There are: tcp\/10\.0\.0\.1:80/),
  row('list --columns foo', 2, helps('list', "--columns: there is no column 'foo'; there are: service")),
  row('list --sort name', 2, helps('list', 'there is no option --sort; there are: --')),
  row('list --colums service', 2, helps('list', 'there is no option --colums; did you mean --columns\\?')),
  row('list -o xml', 2, helps('list', "--output: 'xml' is not one of table, wide, json, yaml")),
  row('list --watch x', 2, helps('list', "--watch: 'x' is not a number of seconds")),
  row('list --host-timeout 3', 2, helps('list', '--host-timeout goes with --host')),
  row(
    'conns --state ESTABLISHD',
    2,
    helps('conns', "--state: there is no state 'ESTABLISHD'; did you mean ESTABLISHED\\?"),
  ),
  row('conns --client 10.0.0.0/99', 2, helps('conns', "--client: '10.0.0.0/99' is not an address or prefix such as")),
  row('conns --limit 0', 2, helps('conns', "--limit: '0' is not a count \\(1 or more\\)")),
  row('conns foo', 2, helps('conns', "'foo' is one word too many: it takes options only")),
  row('metrics --foo', 2, helps('metrics', 'there is no option --foo; it takes none')),
  row('why', 2, helps('why', 'name one thing: an address')),
  row('drain', 2, helps('drain', 'name one real server')),
  row(
    'drain 10.0.0.13',
    2,
    /^lvsctl drain: no real server is 10\.0\.0\.13\. Did you mean 10\.0\.0\.1[12]\? lvsctl list shows all/,
  ),
  row('drain 192.168.200.200', 2, /There are: 10\.0\.0\.1[12], 10\.0\.0\.1[12]/),
  row(
    'drain 10.0.0.12 --timeout soon',
    2,
    helps('drain', "--timeout: 'soon' is not a duration: write a number with ms, s, m, h or d"),
  ),
  row('drain 10.0.0.12 --cut connections', 2, helps('drain', '--cut connections .* goes with --then remove')),
  row('drain 10.0.0.12 --no-wait', 4, /last-server: .*--force drains it all the same/s),
  row(
    'undrain 10.0.0.12',
    2,
    /10\.0\.0\.12 is not drained by lvsctl\. Did you mean 10\.0\.0\.11\? lvsctl drains shows all/,
  ),
  row('undrain 192.168.200.200', 2, /is not drained by lvsctl\. Drained are: 10\.0\.0\.11/),
  row('maintenance', 2, helps('maintenance', 'say on or off, and one host')),
  row('snapshot save before', 4, /there is one named before already: --replace puts this in its place/),
  row('snapshot save ../x', 2, helps('snapshot save', "'../x' is no name for a snapshot: letters, digits")),
  row('snapshot diff befroe', 2, /^lvsctl snapshot diff: befroe: there is no such snapshot; did you mean before\?/),
  row('snapshot restore x', 2, /there is no such snapshot; there are: before/),
  row('undo foo', 2, helps('undo', "'foo' is not the number of an entry: lvsctl journal lists them")),
  row('undo 99', 2, /there is no entry 99: there are 1 to \d+, as lvsctl journal shows/),
  row('journal 99', 2, /there is no entry 99: there are 1 to \d+, as lvsctl journal shows/),
];
