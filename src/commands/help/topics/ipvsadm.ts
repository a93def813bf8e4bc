import type {Page} from '../page.js';

export const ipvsadm: Page = {
  name: 'ipvsadm',
  summary: "ipvsadm's command line, and what lvsctl has besides",
  sections: [
    {
      title: 'The same',
      blocks: [
        'What begins with an option is as in ipvsadm(8): `lvsctl -Ln`, `lvsctl -A -t 10.0.0.1:80 -s wlc`, `lvsctl -R < rules`. `lvsctl -h` lists all options. Called ipvsadm, ipvsadm-save or ipvsadm-restore it is ipvsadm 1.31 to the byte.',
      ],
    },
    {
      title: 'Better, under its own name',
      blocks: [
        {
          rows: [
            ['-S', 'keeps thresholds (-x, -y) and scheduler flags, which ipvsadm loses'],
            ['-R', 'is checked as a whole before anything is changed; each error has its line; comments are allowed'],
            ['--stats, --rate', 'exact, also above 32 bits'],
            ['every change', 'is recorded: `lvsctl journal`, `lvsctl undo`'],
          ],
        },
      ],
    },
    {
      title: 'Instead of',
      blocks: [
        {
          rows: [
            ['-e ... -w 0', '`lvsctl drain`: remembers the weight, waits, guards, says why'],
            ['-C; -R < rules', '`lvsctl apply rules --prune`: no moment without servers, and put back if it fails'],
            ['-Ln --stats | awk', '`lvsctl list -o json`'],
            ['-Lnc | grep', '`lvsctl conns --client ... --count-by real`'],
            ['watch ipvsadm -Ln', '`lvsctl top`'],
            ['-Sn > rules.old', '`lvsctl snapshot save NAME`'],
            ['-L --daemon', '`lvsctl sync status`'],
          ],
        },
      ],
    },
  ],
};
