import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {quote} from '../lab/guest-init.js';
import {missingForLab, runInLab} from '../lab/lab.js';

const missing = missingForLab();
const skip = missing.length > 0 && `the lab needs: ${missing.join(', ')}`;

test('the lab’s guest has pseudo-terminals: the tests of ours pass there too', {skip}, async () => {
  const files = ['terminal', 'shell'].map(name => quote(fileURLToPath(new URL(`${name}.test.js`, import.meta.url))));
  const script = `exec ${quote(process.execPath)} --test --test-concurrency=1 ${files.join(' ')}`;
  const {code, output} = await runInLab({script, seconds: 120});
  assert.equal(code, 0, output);
  assert.match(output, /^\S+ pass [1-9]/m);
});
