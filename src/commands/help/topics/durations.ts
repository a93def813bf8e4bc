import type {Page} from '../page.js';

export const durations: Page = {
  name: 'durations',
  summary: 'how spans of time are written',
  sections: [
    {
      title: 'DURATION',
      blocks: [
        {
          rows: [
            ['500ms', 'milliseconds'],
            ['10s, 10', 'seconds'],
            ['30m', 'minutes'],
            ['2h, 1.5h', 'hours'],
            ['1d', 'days; a year at most'],
          ],
        },
        'One number with one unit: `90m`, not `1h30m`.',
      ],
    },
    {
      title: 'SECONDS',
      blocks: ['A number alone, with a point where it needs one: `--interval 0.5`. Up to a day.'],
    },
    {
      title: "On ipvsadm's command line",
      blocks: ['Always whole seconds: `-p 600`, `--set 900 120 300`.'],
    },
  ],
};
