import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {quote} from '../lab/guest-init.js';
import {repositoryFolder, runInLab} from '../lab/lab.js';
import {recordedCases, type Unreproducible} from './cases.js';
import {commandLine, type Difference, differences} from './compare.js';
import {bindNameFiles, hosts, nameServiceSwitch} from './hosts.js';
import type {Recording} from './recording.js';
import type {Comparison} from './recorded-run.js';
import {chance} from './seed.js';
import type {Sight} from './traffic-live.js';
import {trafficNetwork, trafficServices} from './traffic-network.js';
import {sampleOfTraffic, trafficPlan} from './traffic-plan.js';

/** Opens connections like those of the recordings, and has ipvsadm and lvsctl look at them at the same moment. */
export async function runTraffic({
  seed,
  soak,
}: {
  seed: number;
  soak: boolean;
}): Promise<{comparison: Comparison; excluded: Unreproducible[]}> {
  const {live} = recordedCases();
  const chosen = soak ? live : sampleOfTraffic(live, chance(seed));
  const steps = trafficPlan(chosen);
  const job = JSON.stringify({steps, results: 'results/sights.jsonl', names: '/run/lab/names'});
  const files = {hosts, 'nsswitch.conf': nameServiceSwitch, services: trafficServices, 'job.json': job};
  const {output, code, results} = await runInLab({script, files, seconds: 150, memory: '512M'});
  if (code !== 0) throw new Error(`the traffic ended with ${code}:\n${output}`);
  const sights = new Map(parseLines(results['sights.jsonl'] ?? '').map(sight => [sight.id, sight]));
  const looked = chosen.filter(({argv}) => argv[0]?.startsWith('ipvsadm'));
  const found = looked.flatMap(row => {
    const fields = complaints(row, sights.get(row.id));
    return fields.length === 0 ? [] : [{id: row.id, command: commandLine(row.argv), fields} satisfies Difference];
  });
  const excluded = live
    .filter(({argv}) => !argv[0]?.startsWith('ipvsadm'))
    .map(({id}) => ({id, reason: 'it reads files of the kernel, and no ipvsadm runs'}));
  return {comparison: {mode: 'traffic', tried: looked.map(({id}) => id), found}, excluded};
}

const script = `set -e
mkdir -p /run/lab/names
for name in ipvsadm ipvsadm-save ipvsadm-restore; do ln -s ${quote(join(repositoryFolder(), 'bin/lvsctl'))} /run/lab/names/$name; done
${bindNameFiles('$LAB')}
modprobe -d /run/mods -r ip_vs_ftp
${trafficNetwork}
ipvsadm -R < "$LAB/services"
cd "$LAB"
exec ${quote(process.execPath)} ${quote(join(dirname(fileURLToPath(import.meta.url)), 'traffic-live.js'))} job.json
`;

function parseLines(text: string): Sight[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Sight);
}

/** Without these the comparison would be about less than was recorded. */
const states = 'ESTABLISHED SYN_RECV FIN_WAIT CLOSE_WAIT TIME_WAIT CLOSE ASSURED UDP NONE SCTP IP'.split(' ');

function complaints(row: Recording, sight: Sight | undefined): string[] {
  if (sight === undefined) return ['it was not run'];
  const {views, alike, said, left} = sight;
  const [real, own] = views;
  const found = said === undefined ? [] : differences({stdout: row.stdout, stderr: row.stderr, code: row.code}, said);
  if (!alike && real !== undefined && own !== undefined) found.push(...differences(real, own));
  const unseen =
    row.id === 'conn-002' ? states.filter(state => !new RegExp(`\\b${state}\\b`).test(real?.stdout ?? '')) : [];
  if (unseen.length > 0) found.push(`the traffic shows no connection in ${unseen.join(', ')}:\n${real?.stdout}`);
  if (left === false) found.push(`ipvsadm does not show the change:\n${views.at(-1)?.stdout}`);
  return found;
}
