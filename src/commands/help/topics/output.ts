import type {Page} from '../page.js';

export const output: Page = {
  name: 'output',
  summary: 'tables for people, JSON and YAML for scripts',
  sections: [
    {
      title: '-o, --output',
      blocks: [
        {
          rows: [
            ['table', 'for people, and free to change; the default'],
            ['wide', 'with more columns, or with the evidence'],
            ['json, yaml', 'for scripts: one document with `schema: NAME/VERSION`. A version only ever gains fields'],
          ],
        },
        'Numbers are whole, with all their digits: 64-bit counters need a parser that keeps integers (jq 1.7, Python, Go).',
      ],
    },
    {
      title: 'Live',
      blocks: [
        'With `--watch` or `--follow`, JSON is one document a line, and YAML documents are separated by `---`. Ctrl-C ends it, with status 130.',
      ],
    },
    {
      title: 'Examples',
      blocks: [
        {
          examples: [
            ['lvsctl list -o json | jq -r ".services[].service"', 'the names of all services'],
            ['lvsctl vrrp -o json >/dev/null || echo something is wrong', 'the exit status says it too'],
          ],
        },
      ],
    },
    {
      title: 'What goes where',
      blocks: [
        'Results go to standard output, problems and hints to standard error. Text from other hosts and from files is shown with its control characters escaped. Passwords of VRRP are never shown.',
      ],
    },
  ],
};
