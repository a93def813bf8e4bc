import {row, type Row} from './row.js';
import {helps} from './told.js';

/** Words that commands of one thing take. */
export const commandRows: readonly Row[] = [
  row('sync start', 2, helps('sync start', 'say which daemon: master, backup or both')),
  row('sync start master', 2, helps('sync start', 'name the interface with --interface')),
  row(
    'sync start master --interface nope0',
    5,
    /there is no interface nope0 in this network namespace \(ip link shows which there are\)\. Nothing was changed/,
  ),
  row('sync stop foo', 2, helps('sync stop', "'foo' is not one of master, backup, both")),
  row('sync swap', 4, /no daemon runs\. Start one: lvsctl sync start/),
  row('vrrp', 2, /has no network with virtual routers: unset LVSCTL_KERNEL/),
  row('vrrp switch VI_1 VI_2', 2, helps('vrrp switch', 'name one instance or sync group; lvsctl vrrp lists them')),
  row('vrrp hold VI_1', 2, helps('vrrp hold', 'say --as backup or --as master')),
  row('checks', 2, /nobody checks the servers of the embedded kernel: unset LVSCTL_KERNEL/),
  row('checks run', 2, helps('checks run', 'which real server\\? lvsctl checks lists them')),
  row('genhash', 2, helps('genhash', 'genhash needs a server, a port and a page')),
  row('director', 2, /^lvsctl director: say which:\n.*lvsctl COMMAND --help tells more of each/s),
  ...['state', 'stop', 'reload'].map(command =>
    row(`director ${command}`, 2, /the director does not run: systemctl start lvsctl-director, or lvsctl director run/),
  ),
  {
    words: ['director', 'state'],
    environment: {LVSCTL_RUN_DIR: '@/words'},
    status: 2,
    stderr: /words\/state\.sock cannot be connected to: part of its path is a file/,
  },
  row('director run', 2, /the embedded kernel has no network .*: unset LVSCTL_KERNEL/),
  row('doctor --only foo', 2, helps('doctor', 'there is no question foo; lvsctl doctor --explain all ')),
  row('doctor --lasting', 2, helps('doctor', '--lasting means something only with --fix')),
  row(
    'demo traffic 10.0.0.2:80',
    2,
    helps('demo traffic', 'name one service of the table\\. There are: tcp/10.0.0.1:80'),
  ),
  row('completion', 2, helps('completion', 'name one shell: bash, zsh, fish')),
  row('help driang', 1, /there is no topic 'driang'\. Did you mean lvsctl help drain\?/),
  row('drein', 2, /there is no command 'drein'\. Did you mean:\n {2}lvsctl drain .*lvsctl help lists/s),
  row('snapshot lisst', 2, /there is no command 'snapshot lisst'\. Did you mean:\n {2}lvsctl snapshot list/),
];
