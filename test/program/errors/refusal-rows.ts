import {row, type Row} from './row.js';
import {anotherUser, forbidden, full, readOnly} from './told.js';

/** Of another user. */
export const userRows: readonly Row[] = [
  row('config convert rules --to keepalived -o @/home/x', 2, forbidden, anotherUser),
  row('report @/home/x.tgz', 2, forbidden, anotherUser),
  row('help --man @/home/man', 2, forbidden, anotherUser),
  row('list', 2, /secret: permission denied/, {
    ...anotherUser,
    environment: {...anotherUser.environment, LVSCTL_KERNEL: 'embedded:@/secret'},
  }),
  row(
    '-A -t 10.0.0.1:80',
    255,
    /answer was lost \(.*other\.lock: permission denied .*\); read again, the table is not as asked/,
    {...anotherUser, environment: {...anotherUser.environment, LVSCTL_KERNEL: 'embedded:@/other'}},
  ),
  ...(
    [
      ['journal', 1],
      ['drains', 1],
      ['snapshot list', 2],
      ['snapshot save x', 2],
    ] as const
  ).map(([line, status]) =>
    row(line, status, forbidden, {...anotherUser, environment: {...anotherUser.environment, HOME: '@/home'}}),
  ),
];

/** Of disks that are full or cannot be written. */
export const diskRows: readonly Row[] = (
  [
    [
      'mount -t tmpfs -o size=16k tmpfs folder && mkdir folder/lvsctl && head -c 100000 /dev/zero > folder/fill 2> /dev/null',
      full,
    ],
    ['mount -t tmpfs -o ro tmpfs folder', readOnly],
  ] as const
).flatMap(([mount, stderr]): Row[] =>
  [
    ['snapshot save x', 2] as const,
    ['drain 10.0.0.12 --force --no-wait', 4] as const,
    ['apply rules', 4] as const,
    ['undo', 4] as const,
    ['config convert rules --to yaml -o folder/x', 2] as const,
    ['report folder/x.tgz', 2] as const,
  ].map(([line, status]) => ({
    title: `${line}, ${stderr === full ? 'with no room' : 'where nothing can be written'}`,
    shell: `${mount}; XDG_STATE_HOME=@/folder "$lvsctl" ${line}`,
    needs: 'a mount namespace',
    status,
    stderr,
  })),
);
