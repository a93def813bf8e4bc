import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {repositoryFolder} from '../lab/lab.js';
import {report} from './compare.js';
import {runRecordedEmbedded} from './embedded-run.js';
import {recordInSummary} from './summary.js';

const missing = process.getuid?.() === 0 ? [] : ['root, for namespaces of its own'];
if (!existsSync(join(repositoryFolder(), 'dist/lvsctl.cjs'))) missing.push('a build of lvsctl (npm run build)');
const skip = missing.length > 0 && `this needs: ${missing.join(', ')}`;

test('lvsctl on the embedded kernel does what was recorded of ipvsadm on a real one', {skip}, async t => {
  const {comparison, excluded} = await runRecordedEmbedded();
  recordInSummary({comparisons: [comparison], excludedFromEmbedded: excluded});
  const {tried, found} = comparison;
  t.diagnostic(`${tried.length} command lines; ${excluded.length} need a real kernel`);
  assert.equal(found.length, 0, `${found.length} of ${tried.length} differ:\n${report(found)}`);
});
