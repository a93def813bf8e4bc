import type {Page} from '../page.js';

export const exitCodes: Page = {
  name: 'exit-codes',
  summary: 'what the exit statuses mean',
  sections: [
    {
      title: 'Commands with names',
      blocks: [
        {
          rows: [
            ['0', 'done, or all is well'],
            ['1', 'a finding, a difference or a problem; nothing found; output could not be written'],
            ['2', 'wrong words, or no access (not root, no IPVS in the kernel, no director)'],
            ['3', 'not reached in time; what was begun stays begun'],
            ['4', 'refused before anything was changed: by a guard, a policy or what speaks against it'],
            ['5', 'failed, and everything is put back'],
            ['6', 'failed, and not everything could be put back: the output says what is left'],
            ['130', 'interrupted (Ctrl-C)'],
          ],
        },
        'Where a status means something else for one command, its page says so.',
        'A script tells a refusal from a mistake by 4 and 2: after 4 nothing was changed, and the reason is on standard error.',
      ],
    },
    {
      title: "ipvsadm's command line",
      blocks: [
        {
          rows: [
            ['0', 'done'],
            ['1', 'a listing failed, or output could not be written'],
            ['2', 'wrong words, or no access'],
            ['4', 'a policy speaks against it; never under the names ipvsadm*'],
            ['255', 'the kernel refused'],
          ],
        },
      ],
    },
  ],
};
