import {row, type Row} from './row.js';
import {anotherUser, absent, aFolder, forbidden, helps} from './told.js';

export const fileRows: readonly Row[] = [
  ...['apply', 'diff', 'config check', 'lint'].flatMap(command => [
    row(`${command} missing`, 2, new RegExp(`^lvsctl ${command}: missing: ${absent.source}`)),
    row(`${command} folder`, 2, new RegExp(`^lvsctl ${command}: folder: ${aFolder.source}`)),
    row(`${command} secret`, 2, new RegExp(`^lvsctl ${command}: secret: ${forbidden.source}`), anotherUser),
  ]),
  ...['apply', 'diff'].flatMap(command =>
    ['words', 'binary', 'bad.yaml'].map(file =>
      row(
        `${command} ${file}`,
        2,
        new RegExp(`^${file}:1:1: this is none of .*; where it is, say which with --format .*nothing was changed`, 's'),
      ),
    ),
  ),
  row('apply other.json', 2, /^other\.json:1:1: schema is missing.*nothing was changed: correct this first/s),
  ...['apply', 'diff', 'lint', 'config convert --to yaml'].map(command =>
    row(`${command} /dev/zero`, 2, /\/dev\/zero: it has more than 64 MiB, which is no table/),
  ),
  row('lint words', 2, /words: it is none of .*; if it is one all the same, say which with --kind/),
  row('lint --kind foo rules', 2, helps('lint', "--kind: 'foo' is not one of auto, keepalived")),
  row('config convert missing --to yaml', 2, absent),
  row(
    'config convert words --to yaml',
    2,
    /words is no kind of file that is known: where it is, say which with --from/,
  ),
  row('config convert empty --to yaml', 1, /empty has no virtual service.*is it the file that was meant\?/),
  row('config convert rules', 2, helps('config convert', 'say what to write: --to keepalived')),
  row(
    'config convert rules --to keepalived -o folder',
    2,
    /nothing was written: folder: it is a folder \(EISDIR\): name a file/,
  ),
  row(
    'config convert rules --to keepalived -o no/where',
    2,
    /nothing was written: no\/where: there is no such file or folder/,
  ),
  row(
    'sync status --peer missing',
    2,
    /^lvsctl sync status: missing cannot be read as the status of the peer: there is no such file/,
  ),
  row('sync status --peer words', 2, /the peer: it is no JSON: lvsctl sync status -o json there makes it/),
  row('sync status --peer other.json', 2, /is not what lvsctl sync status -o json printed on the peer/),
  row(
    'report no/where.tgz',
    2,
    /no\/where\.tgz cannot be written: there is no such file or folder.* Name a file in a folder of yours/,
  ),
  row('report words', 2, /words is there already: name another file, as a report overwrites nothing/),
  row(
    'apply wrong-scheduler',
    5,
    /^lvsctl apply: .*Scheduler.*not found \(there is no scheduler wcl; did you mean wlc\?\)/,
  ),
  row(
    'diff wrong-scheduler',
    1,
    /^lvsctl diff: the kernel will hardly take this: there is no scheduler wcl; did you mean wlc\?\n$/,
  ),
  row('checks run 10.0.0.11 --config missing', 2, /missing cannot be read: is it there, and may you read it\?/),
  row(
    'checks run 10.0.0.11 --config words',
    2,
    /words has no real server 10\.0\.0\.11: look at its name there, or name another file with --config/,
  ),
  row('help --markdown words', 2, /the pages were not written: .*\(ENOTDIR\)/),
  {
    shell: '"$lvsctl" apply - < folder',
    status: 2,
    stderr: /^lvsctl apply: standard input: it is a folder \(EISDIR\): name a file/,
  },
];
