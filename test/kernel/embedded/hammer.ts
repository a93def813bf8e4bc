import {writeSync} from 'node:fs';
import {openEmbeddedKernel} from '../../../src/kernel/embedded/open-embedded-kernel.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {changes} from './changes.js';

// run by shared-file.test.ts: FILE WHICH COUNT
const [file, which, count] = process.argv.slice(2);
if (file !== undefined) {
  const kernel = openEmbeddedKernel(`embedded:${file}`, {environment: {}, clock: () => 0, interfaces: () => []});
  if (!kernel) throw new Error('not an embedded kernel');
  const {ipvs} = await openIpvs(kernel);
  for (let i = 1; i <= Number(count); i++) {
    const port = 1 + (i % 65_535);
    const [outcome] = await ipvs.apply(changes([`-A -t 10.0.0.${which}:${port} -s rr`]));
    if (outcome) throw outcome;
    writeSync(1, `${which} ${port}\n`);
  }
  ipvs.close();
}
