// Compiles the texts of a folder and writes V8's caches of their code beside them. It runs on the Node that will read
// them, with a seed of hashes that is always the same, so that two runs write the same bytes; what a cache says of the
// options that it was made with is to be what they are without that seed.
'use strict';
const {readdirSync, readFileSync, writeFileSync} = require('node:fs');
const {join} = require('node:path');
const {setFlagsFromString} = require('node:v8');
const {Script} = require('node:vm');

setFlagsFromString('--hash-seed=0'); // 0: as if not given
const [, , folder] = process.argv;
for (const name of readdirSync(folder)
  .filter(name => name.endsWith('.cjs'))
  .sort()) {
  const script = new Script(readFileSync(join(folder, name), 'latin1'), {filename: name});
  writeFileSync(join(folder, `${name}.cache`), script.createCachedData());
}
