// Runs as root inside the lab: guest.mjs REPOSITORY RESULTS (quick|full) GROUP…
import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {release} from 'node:os';
import {command} from '../program.js';
import {copyPrograms} from './folders.js';
import {labAddress, labRules, trafficWords} from './lab-table.js';
import {fullLengths, type Group, measure, quickLengths} from './measure.js';
import {labPlace, namespaceOf, type Size, sizes} from './places.js';

const [repository, results, length, ...wanted] = process.argv.slice(2) as [string, string, string, ...Group[]];

const folders = copyPrograms(repository, '/run/bench-top');
const place = labPlace(folders);
const senders = sizes.map(prepare);
const lengths = length === 'quick' ? quickLengths : fullLengths;
const measured = await measure(place, release(), wanted, lengths);
for (const sender of senders) sender.kill();
writeFileSync(`${results}/report.json`, JSON.stringify(measured));

/** A namespace with its table, and traffic to some of its services. */
function prepare(size: Size) {
  const name = namespaceOf(size);
  const inside = (...words: [string, ...string[]]) => command('/usr/bin/nsenter', `--net=/run/netns/${name}`, ...words);
  mkdirSync('/run/netns', {recursive: true});
  command('/sbin/ip', 'netns', 'add', name);
  inside('/sbin/ip', 'link', 'set', 'lo', 'up');
  inside('/sbin/ip', 'link', 'add', 'bench0', 'type', 'dummy');
  inside('/sbin/ip', 'addr', 'add', labAddress, 'dev', 'bench0');
  inside('/sbin/ip', 'link', 'set', 'bench0', 'up');
  const rules = `/run/bench-top/rules-${size}`;
  writeFileSync(rules, labRules(size));
  inside('/bin/sh', '-c', `"$0" -R < ${rules}`, `${folders.lvsctl}/bin/lvsctl`);
  inside('/usr/sbin/ipvsadm', '--set', '0', '0', '10');
  const words = [`--net=/run/netns/${name}`, '/usr/bin/perl', `${repository}/bench/top/udp-traffic.pl`];
  return spawn('/usr/bin/nsenter', [...words, ...trafficWords], {stdio: 'inherit'});
}
