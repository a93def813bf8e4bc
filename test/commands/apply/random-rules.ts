/** Services of which some are missing, with servers and settings that differ from time to time. */
export function randomRules(services: number, random: () => number): string {
  const pick = (most: number) => Math.floor(random() * most);
  return Array.from({length: services}, (_, i) => {
    if (random() < 0.1) return '';
    const name = `-t 10.0.0.${i}:80`;
    const servers = Array.from({length: 3}, (_, j) =>
      random() < 0.3 ? '' : `-a ${name} -r 10.1.${i}.${j}:80 -m -w ${pick(4)} -x ${pick(9)}\n`,
    );
    return `-A ${name} -s ${['rr', 'wlc', 'sh'][pick(3)]}${random() < 0.5 ? ` -p ${300 + pick(3)}` : ''}\n${servers.join('')}`;
  }).join('');
}
