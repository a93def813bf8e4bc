import type {DirectorFacts} from '../../src/doctor/facts.js';
import {examine} from '../../src/doctor/examine.js';
import {gatherNetworkFacts} from '../../src/open-doctor-network.js';
import {networkRows} from './network-rows.js';
import {tableOf} from './table-of.js';

/**
 * Run in the network namespace of a host: what the doctor says of its network, a document a row on standard output.
 * Words: JSON of {table, daemons, isProbing, isQuick, given}.
 */
const {table, daemons, isProbing, isQuick, given} = JSON.parse(process.argv[2] ?? '{}');
const ipvs = {known: true, value: tableOf(table ?? [], daemons ?? [])} as const;
const began = performance.now();
const network = await gatherNetworkFacts({
  ipvs,
  isProbing: isProbing === true,
  isQuick,
  given,
  environment: process.env,
});
const took = performance.now() - began;
const untold = {known: false, words: 'not looked at'} as const;
const facts: DirectorFacts = {
  ...network,
  at: 0,
  host: 'a',
  isEmbedded: false,
  role: undefined,
  kernelRelease: undefined,
  ipvs,
  sysctls: untold,
  lastingSysctls: untold,
  modules: untold,
  localPrefixes: untold,
  conntrack: untold,
};
const rows = examine(networkRows, facts).map(({row, outcome, diagnoses}) => ({code: row.code, outcome, diagnoses}));
process.stdout.write(JSON.stringify({rows, took}));
