// What a check costs keepalived and us, for the same 2,000 servers in one boot of the lab: node build/bench/checks/keepalived.js [SECONDS]
import {missingForLab, runInLab} from '../../test/lab/lab.js';

/** How many times keepalived's processor time a check may take. */
const most = {tcp: 3, http: 3, https: 5} as const;

interface Cost {
  readonly kind: keyof typeof most;
  /** In microseconds of processor time a check. */
  readonly keepalived: number;
  readonly ours: number;
}

const missing = missingForLab();
if (missing.length > 0) {
  console.error(`bench: it needs ${missing.join(', ')}`);
  process.exit(1);
}
const guest = new URL('keepalived-guest.js', import.meta.url).pathname;
const {output, results} = await runInLab({
  script: `exec "${process.execPath}" "${guest}" "$LAB/results" ${Number(process.argv[2] ?? 30)}`,
  seconds: 900,
  memory: '2048M',
});
const told = results['costs.json'];
if (told === undefined) {
  console.error(output);
  process.exit(1);
}
console.log('| check | keepalived, us | lvsctl, us | times | allowed |\n| --- | --- | --- | --- | --- |');
for (const {kind, keepalived, ours} of JSON.parse(told) as Cost[]) {
  const times = ours / keepalived;
  const verdict = times <= most[kind] ? 'met' : '**MISSED**';
  console.log(
    `| ${kind} | ${keepalived.toFixed(0)} | ${ours.toFixed(0)} | ${times.toFixed(1)} | ${most[kind]}: ${verdict} |`,
  );
}
