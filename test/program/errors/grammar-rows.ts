import {row, type Row} from './row.js';

/** ipvsadm's words, and in the next line lvsctl's. */
export const grammarRows: readonly Row[] = [
  row(
    '-A -t 10.0.0.3:80 -s wcl',
    255,
    /^Scheduler or persistence engine not found\nThere is no scheduler wcl; did you mean wlc\? lvsctl help schedulers tells of each\.\n$/,
  ),
  row('-E -t 10.0.0.1:80 -s wcl', 255, /\nThere is no scheduler wcl; did you mean wlc\?/),
  row('-A -t 10.0.0.1:80', 255, /^Service already exists\nlvsctl -E edits it; lvsctl -Ln shows it\.\n$/),
  row('-E -t 10.0.0.3:80', 255, /^No such service\nlvsctl -A adds it; lvsctl -Ln lists the services there are\.\n$/),
  row('-D -t 10.0.0.3:80', 255, /^No such service\nlvsctl -Ln lists the services there are\.\n$/),
  row('-L -t 10.0.0.3:80', 1, /^No such service\nlvsctl -Ln lists the services there are\.\n$/),
  row('-a -t 10.0.0.3:80 -r 10.0.0.5', 255, /^Service not defined\nlvsctl -A adds the service; /),
  row('-a -t 10.0.0.1:80 -r 10.0.0.11', 255, /^Destination already exists\nlvsctl -e edits it/),
  row('-d -t 10.0.0.1:80 -r 10.0.0.99', 255, /^No such destination\nlvsctl -Ln lists the real servers there are\.\n$/),
  row('-A -t 10.0.0.3', 2, /^Zero port specified .*\nlvsctl -h lists what goes together; lvsctl help services/),
  row('--add-servic', 255, /There is no option --add-servic; did you mean --add-service\?/),
  {
    shell: '"$lvsctl" -R < wrong-scheduler',
    status: 255,
    stderr: /^line 1: .*\nline 2: .*\nThere is no scheduler wcl; did you mean wlc\? .*\n$/,
  },
  {shell: '"$lvsctl" -R < folder', status: 2, stderr: /lvsctl: .*it is a folder \(EISDIR\)/},
];
