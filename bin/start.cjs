// For a Node that is not our own: says which one is needed before anything newer than ES5 is read.
'use strict';
var parts = process.versions.node.split('.');
var isNewEnough = Number(parts[0]) > 22 || (Number(parts[0]) === 22 && Number(parts[1]) >= 12);
if (isNewEnough) {
  require('../dist/lvsctl.cjs');
} else {
  process.stderr.write(
    process.argv[2] + ': needs Node 22.12 or newer, but ' + process.execPath + ' is ' + process.versions.node +
      ". Install a newer one, or run 'npm ci' in the folder of lvsctl: it brings its own.\n"
  );
  process.exitCode = 2;
}
