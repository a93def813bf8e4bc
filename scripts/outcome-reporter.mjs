// A reporter of node's test runner: a line of JSON for each test, with its folder and outcome, for docs/soak.md.
import {dirname, relative} from 'node:path';

// oxlint-disable-next-line no-default-export -- that is how the runner takes a reporter
export default async function* outcomes(source) {
  for await (const {type, data} of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    if (data.name === data.file) continue; // the file itself
    const folder = data.file ? dirname(relative('build/test', data.file)) : '?';
    const outcome = data.skip !== undefined ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed';
    yield `${JSON.stringify({folder, outcome})}\n`;
  }
}
