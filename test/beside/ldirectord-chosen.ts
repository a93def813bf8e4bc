import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import type {Case} from './ldirectord-case.js';
import {ldirectordCases} from './ldirectord-cases.js';
import {type Placed, placed} from './ldirectord-conf.js';

/** So many virtual services take about a minute. */
const sampled = 2;

/** All with LVSCTL_SOAK=1, those whose names LVSCTL_BESIDE_CASES matches, or a sample by LVSCTL_SEED. */
export function chosenCases(): readonly Case[] {
  const only = process.env.LVSCTL_BESIDE_CASES;
  if (only !== undefined) return ldirectordCases.filter(({name}) => new RegExp(only).test(name));
  return isSoak() ? ldirectordCases : chance(seedOfRun()).sample(ldirectordCases, sampled);
}

export function chosenServers(): readonly Placed[] {
  return placed(chosenCases());
}
