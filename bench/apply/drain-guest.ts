// Runs as root inside the lab: drain-guest.js LVSCTL RESULTS ROUNDS
import {writeFileSync} from 'node:fs';
import {command} from '../program.js';
import {measureDrainedHost, rulesOfHost} from './drained-host.js';

const [lvsctl, results, rounds] = process.argv.slice(2) as [string, string, string];
writeFileSync('/run/rules', rulesOfHost);
command('/bin/sh', '-c', '"$0" -R < /run/rules', lvsctl);
writeFileSync(`${results}/durations.json`, JSON.stringify(measureDrainedHost(lvsctl, Number(rounds))));
